/** What all readers do last: from nodes to a network whose output is logits and whose target layers are described. */
import { describeLayers } from '../../model/layers/describeLayers.ts';
import { modelInvalid } from './modelInvalid.ts';
import type { Network, NetworkNode, OutputKind } from './network.ts';

/**
 * Takes out what the output does not depend on and, where the network ends in probabilities, their sigmoid or softmax:
 * what is explained is a logit (docs/mathematics.md "Target"). Target layers are those with a rank-4 output; the input
 * itself is not one ("Every layer at once"), nor is a layer that only gives what it reads.
 *
 * @param nodes in topological order, the output last
 * @throws Failure `modelInvalid` where sizes are open, and where the output is not one number for each class
 */
export function completeNetwork(nodes: readonly NetworkNode[]): Network {
  const used = keepUsed(nodes);
  refuseOpenSizes(used);
  const { shape, outputKind, logits } = readOutput(used);
  const targets = logits.flatMap(({ outputShape, inputs, isLayer, operation }, position) =>
    isLayer && outputShape.length === 3 && inputs.length > 0 && operation.op !== 'identity' ? [position] : [],
  );
  if (shape.slice(0, -1).some((size) => size !== 1)) {
    throw modelInvalid(`The output is [${shape}], not one number for each class`, { output: String(shape) });
  }
  const nameOf = (position: number) => logits[originOf(logits, position)]!.name;
  const layers = describeLayers(
    targets.map((position) => {
      const { name, className, inputs, outputShape } = logits[position]!;
      const [height, width, channels] = outputShape as [number, number, number];
      return { name, className, inputs: inputs.map(nameOf), height, width, channels };
    }),
  );
  const mapLength = layers.reduce((sum, layer) => sum + layer.height * layer.width, 0);
  return { nodes: logits, layers, targets, mapLength, outputKind };
}

/** The node whose layer a value is: parts of a layer and identities stand for what comes before them. */
function originOf(nodes: readonly NetworkNode[], position: number): number {
  const { isLayer, operation, inputs } = nodes[position]!;
  const isOwn = (isLayer && operation.op !== 'identity') || inputs.length === 0;
  return isOwn ? position : originOf(nodes, inputs[0]!);
}

function keepUsed(nodes: readonly NetworkNode[]): NetworkNode[] {
  const used = new Set([nodes.length - 1]);
  for (let position = nodes.length - 1; position >= 0; position--) {
    if (used.has(position)) for (const input of nodes[position]!.inputs) used.add(input);
  }
  const places = new Map<number, number>();
  return nodes.flatMap((node, position) => {
    if (!used.has(position)) return [];
    places.set(position, places.size);
    return [{ ...node, inputs: node.inputs.map((input) => places.get(input)!) }];
  });
}

/** Our kernels write as many numbers as a shape says: one that is not known would write elsewhere. */
function refuseOpenSizes(nodes: readonly NetworkNode[]): void {
  const open = nodes.find(({ outputShape }) => outputShape.some((size) => !(size > 0)));
  if (!open) return;
  const sizes = open.outputShape.map((size) => (size > 0 ? size : '?')).join(' × ');
  throw modelInvalid(`${open.name} leaves its size open (${sizes}): the picture’s size has to be given`, {
    layer: open.name,
  });
}

/** Walks back over what does not change numbers to a sigmoid or softmax, and puts an identity in its place. */
function readOutput(nodes: readonly NetworkNode[]): {
  readonly shape: readonly number[];
  readonly outputKind: OutputKind;
  readonly logits: readonly NetworkNode[];
} {
  const { outputShape: shape } = nodes.at(-1)!;
  let position = nodes.length - 1;
  while (isTransparent(nodes[position]!)) position = nodes[position]!.inputs[0]!;
  const node = nodes[position]!;
  const { operation } = node;
  const activation = operation.op === 'activation' ? operation.function : null;
  if (activation !== 'softmax' && activation !== 'sigmoid') {
    // One number without a sigmoid is still a score for or against; several are taken for logits of a softmax.
    return { shape, outputKind: 'values', logits: nodes };
  }
  const logits = takeOff(nodes, position);
  const units = shape.at(-1)!;
  const sigmoids = units === 1 ? 'sigmoid' : 'independentSigmoids';
  return { shape, outputKind: activation === 'softmax' ? 'softmax' : sigmoids, logits };
}

/** An identity in the place of a node. Where it was the end of a layer, the part before it stands for the layer now. */
function takeOff(nodes: readonly NetworkNode[], position: number): readonly NetworkNode[] {
  const node = nodes[position]!;
  const before = node.inputs[0]!;
  const part = nodes[before]!;
  const identity: NetworkNode = { ...node, operation: { op: 'identity' } };
  if (part.isLayer || !node.isLayer) return nodes.with(position, identity);
  return nodes
    .with(before, { ...part, name: node.name, isLayer: true })
    .with(position, { ...identity, name: part.name, isLayer: false });
}

function isTransparent({ operation: { op }, inputs }: NetworkNode): boolean {
  return inputs.length === 1 && (op === 'identity' || op === 'reshape');
}
