/** Layers that read several others. */
import { damaged, refused, shortened } from '../refuse.ts';
import { type Conversion, type ConvertLayer, type Draft, isLastAxis, settingUnknown } from './draft.ts';
import { simple } from './plainLayers.ts';

/** Shapes side by side; a side of one stretches to the others' (NumPy's broadcasting). */
function broadcast({ inputShapes, layer, file }: Conversion): number[] {
  const [first] = inputShapes;
  if (!first || inputShapes.some((shape) => shape.length !== first.length)) {
    throw damaged(file, `What “${shortened(layer.name)}” reads has different numbers of axes`);
  }
  return first.map((_, axis) => {
    const size = Math.max(...inputShapes.map((shape) => shape[axis]!));
    if (inputShapes.some((shape) => shape[axis] !== size && shape[axis] !== 1)) {
      throw damaged(file, `What “${shortened(layer.name)}” reads has different sizes`);
    }
    return size;
  });
}

function merge(className: string): ConvertLayer {
  return (conversion) => [simple(conversion, className, {}, broadcast(conversion))];
}

const concatenate: ConvertLayer = (conversion) => {
  const { inputShapes, layer, file } = conversion;
  const [first] = inputShapes;
  if (!first) throw damaged(file, `“${shortened(layer.name)}” reads nothing`);
  if (!isLastAxis(conversion, first.length)) throw settingUnknown(conversion, 'not over channels');
  const head = first.slice(0, -1).join(',');
  if (inputShapes.some((shape) => shape.slice(0, -1).join(',') !== head)) {
    throw damaged(file, `What “${shortened(layer.name)}” puts together has different sizes`);
  }
  const channels = inputShapes.reduce((sum, shape) => sum + (shape.at(-1) ?? 0), 0);
  return [simple(conversion, 'Concatenate', { axis: -1 }, [...first.slice(0, -1), channels])];
};

/** a − b is a + (−1) · b: TensorFlow.js lacks the layer. */
const subtract: ConvertLayer = (conversion) => {
  const { layer, inputShapes } = conversion;
  const [left, right] = layer.inputs;
  if (left === undefined || right === undefined)
    throw refused(`“${shortened(layer.name)}” does not read two layers`);
  const negative: Draft = {
    ...simple(conversion, 'Rescaling', { scale: -1, offset: 0 }, inputShapes[1]!),
    name: `${layer.name}/negative`,
    inputs: [right],
  };
  const sum = simple(conversion, 'Add', {}, broadcast(conversion));
  return [negative, { ...sum, inputs: [left, negative.name] }];
};

export const merges: readonly (readonly [string, ConvertLayer])[] = [
  ['Add', merge('Add')],
  ['Multiply', merge('Multiply')],
  ['Average', merge('Average')],
  ['Maximum', merge('Maximum')],
  ['Minimum', merge('Minimum')],
  ['Concatenate', concatenate],
  ['Subtract', subtract],
];
