/** ONNX image classifiers, as PyTorch exports them: channels first, turned here to channels last. */
import { buildGraph } from '../graph/buildGraph.ts';
import type { ModelFile } from '../modelSource.ts';
import type { ReadContext, ReadNetwork } from '../reader.ts';
import { damaged, refused, shortened, unknownParts } from '../refuse.ts';
import { foldConstant } from './constants.ts';
import { type ConvertNode, OnnxConversion, type Step, type Value } from './conversion.ts';
import {
  activation,
  batchNormalisation,
  binary,
  clip,
  hardSigmoid,
  leakyRelu,
  passing,
  prelu,
} from './elementwise.ts';
import { type OnnxFile, readOnnxFile } from './onnxFile.ts';
import {
  concat,
  flatten,
  globalPooling,
  matrixProduct,
  pad,
  reduceMean,
  reshape,
  softmax,
  squeeze,
  transpose,
  unsqueeze,
} from './shapesOfValues.ts';
import { convolution, pooling } from './windows.ts';

const converters: ReadonlyMap<string, ConvertNode> = new Map([
  ['Conv', convolution],
  ['MaxPool', pooling('MaxPool')],
  ['AveragePool', pooling('AvgPool')],
  ['GlobalAveragePool', globalPooling('Mean')],
  ['GlobalMaxPool', globalPooling('Max')],
  ['ReduceMean', reduceMean],
  ['Gemm', matrixProduct],
  ['MatMul', matrixProduct],
  ['BatchNormalization', batchNormalisation],
  ['Relu', activation('Relu')],
  ['Sigmoid', activation('Sigmoid')],
  ['Tanh', activation('Tanh')],
  ['Elu', activation('Elu')],
  ['Selu', activation('Selu')],
  ['Softplus', activation('Softplus')],
  ['LeakyRelu', leakyRelu],
  ['PRelu', prelu],
  ['Clip', clip],
  ['HardSigmoid', hardSigmoid(false)],
  ['HardSwish', hardSigmoid(true)],
  ['Add', binary('AddV2')],
  ['Sum', binary('AddV2')],
  ['Sub', binary('Sub')],
  ['Mul', binary('Mul')],
  ['Div', binary('RealDiv')],
  ['Concat', concat],
  ['Flatten', flatten],
  ['Reshape', reshape],
  ['Squeeze', squeeze],
  ['Unsqueeze', unsqueeze],
  ['Transpose', transpose],
  ['Pad', pad],
  ['Softmax', softmax],
  ['Dropout', passing],
  ['Identity', passing],
  ['Cast', passing],
]);

/** Operations whose value is known beforehand. */
const foldable: ReadonlySet<string> = new Set(['Constant', 'Shape', 'Gather', 'Slice', 'ConstantOfShape']);

/** @throws Failure of the steps: see `readModel` */
export function readOnnx(
  { bytes, name: file }: ModelFile,
  { assumedSide, output }: ReadContext,
): ReadNetwork {
  const onnx = readOnnxFile(bytes, file);
  const unknown = onnx.nodes.filter(({ op }) => !converters.has(op) && !foldable.has(op));
  if (unknown.length > 0) throw unknownParts(unknown.map(({ op }) => op));
  const input = readInput(onnx, assumedSide);
  const graph = new OnnxConversion(file, onnx.opset);
  const values = new Map<string, Value>();
  for (const [name, tensor] of onnx.constants) values.set(name, { kind: 'constant', tensor });
  const inputName = graph.uniqueName(input.name);
  values.set(input.name, { ...input.value, name: inputName });
  convertNodes(onnx, graph, values);
  const outputs = onnx.outputs.map((name) => nameOfOutput(values.get(name), name, file));
  const [height, width, channels] = input.sides;
  const shape = [-1, input.isOpen[0] ? -1 : height, input.isOpen[1] ? -1 : width, channels];
  const raw = {
    nodes: graph.nodes,
    weights: graph.weights,
    input: { name: inputName, shape },
    outputs: [...new Set(outputs)],
  };
  const built = buildGraph(raw, { file, assumedSide, output });
  return { format: 'onnx', name: onnx.name, ...built, containers: [onnx.name], metadata: null };
}

function convertNodes(onnx: OnnxFile, graph: OnnxConversion, values: Map<string, Value>): void {
  for (const [index, node] of onnx.nodes.entries()) {
    const inputs = node.inputs.map((name) => {
      const value = name === '' ? null : values.get(name);
      if (value === undefined)
        throw damaged(graph.file, `“${shortened(name)}” is read before it is computed`);
      return value;
    });
    const [first] = node.outputs;
    if (first === undefined) throw damaged(graph.file, `“${shortened(node.name)}” gives nothing`);
    const step: Step = { graph, node, name: node.name || first || `${node.op}_${index}`, inputs };
    const folded = foldConstant(step);
    const convert = converters.get(node.op);
    if (!folded && !convert) throw unknownParts([`${node.op} “${step.name}”`]);
    values.set(first, folded ?? convert!(step));
  }
}

function nameOfOutput(value: Value | undefined, name: string, file: string): string {
  if (!value) throw damaged(file, `The output “${shortened(name)}” is never computed`);
  if (value.kind === 'constant') throw refused('The model’s output does not depend on its input');
  if (
    value.flattened ||
    (value.shape.length === 4 && (value.shape[2] !== 1 || value.shape[3] !== 1) && !value.isChannelsLast)
  ) {
    throw refused(
      'The model gives an answer for every place of the picture (segmentation or detection); one answer for the whole picture is needed',
    );
  }
  return value.name;
}

/** Channels first, or, from TensorFlow, channels last with a Transpose behind. */
function readInput({ inputs }: OnnxFile, assumedSide: number) {
  const [input] = inputs;
  if (!input) throw refused('The model has no input');
  if (inputs.length > 1) throw refused(`The model reads ${inputs.length} inputs; one picture can be given`);
  const { name, shape } = input;
  const [, second = 0, third = 0, fourth = 0] = shape;
  if (shape.length !== 4) throw refused(`The network reads ${shape.length} axes, not a picture`);
  const isChannelsLast = (fourth === 1 || fourth === 3) && second !== 1 && second !== 3;
  const given = isChannelsLast ? [second, third] : [third, fourth];
  const [height, width] = given.map((side) => (side < 0 ? assumedSide : side)) as [number, number];
  const channels = isChannelsLast ? fourth : second;
  const value: Value = {
    kind: 'flowing',
    name,
    shape: isChannelsLast ? [1, height, width, channels] : [1, channels, height, width],
    flattened: null,
    isChannelsLast,
  };
  return { name, value, sides: [height, width, channels] as const, isOpen: given.map((side) => side < 0) };
}
