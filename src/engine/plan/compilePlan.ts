/** Turns a network into a plan. */

import * as tf from '@tensorflow/tfjs';
import type { Network, NetworkNode } from '../network/network.ts';
import type { NetworkNumbers, Normalisation } from '../network/networkNumbers.ts';
import { compileConvolution, compileNormalisation, isFast } from './compileConvolution.ts';
import type { CompilerContext } from './compilerContext.ts';
import { compileOperation } from './operations/compileOperation.ts';
import { orderSteps, readersOf } from './orderSteps.ts';
import { fusedActivation, type Plan, type Step, type ValueId } from './steps.ts';

/** What a convolution takes in of the nodes behind it. */
interface Follower {
  readonly position: number;
  readonly node: NetworkNode;
}

/** Compiles a network for the plan, on the current backend. */
export function compilePlan(network: Network, numbers: NetworkNumbers): Plan {
  const owned: tf.Tensor[] = [];
  const steps: Step[] = [];
  try {
    tf.tidy(() => {
      compileSteps(network, numbers, owned, steps);
    });
    return { steps, owned };
  } catch (thrown) {
    tf.dispose(owned);
    throw thrown;
  }
}

function compileSteps(
  { nodes, targets }: Network,
  { normalisations, kernels }: NetworkNumbers,
  owned: tf.Tensor[],
  steps: Step[],
): void {
  const readers = readersOf(nodes);
  const values = new Map<number, ValueId>();
  const targetIndices = new Map(targets.map((position, index) => [position, index]));
  const context: CompilerContext = {
    targetOf: (position) => targetIndices.get(position) ?? null,
    kernelOf: (position) => kernels.get(position)!,
    own: (tensor) => {
      owned.push(tensor);
      return tf.keep(tensor);
    },
  };
  /** The node that alone reads another. */
  const onlyReader = (position: number): Follower | null => {
    const [reader, ...others] = readers[position]!;
    return reader === undefined || others.length > 0 ? null : { position: reader, node: nodes[reader]! };
  };

  for (const position of orderSteps(nodes)) {
    const node = nodes[position]!;
    // Taken in by a step before it.
    if (values.has(position)) continue;
    const { operation } = node;
    const inputs = node.inputs.map((input) => values.get(input)!);
    const output = steps.length + 1;
    if (operation.op === 'input') {
      values.set(position, 0);
      continue;
    }
    if (operation.op === 'identity' && position !== nodes.length - 1) {
      values.set(position, inputs[0]!);
      continue;
    }
    values.set(position, output);
    const base = { output, target: context.targetOf(position) };
    if ((operation.op === 'convolution' || operation.op === 'depthwise') && isFast(node)) {
      const follower = onlyReader(position);
      const normalisation = follower && foldable(node, follower, normalisations);
      const activation = follower && fusable(node, follower);
      if (follower && (normalisation || activation)) values.set(follower.position, output);
      steps.push(
        compileConvolution(node, position, inputs[0]!, output, context, {
          follower: normalisation || activation ? follower.position : null,
          normalisation,
          activation: activation ?? 'linear',
        }),
      );
    } else if (operation.op === 'normalisation' && node.outputShape.length === 3) {
      steps.push(compileNormalisation(normalisations.get(position)!, inputs[0]!, base, context.own));
    } else if (operation.op === 'relu') {
      steps.push({ kind: 'relu', ...base, inputs: [inputs[0]!], limit: operation.limit });
    } else {
      const compiled = compileOperation(node, normalisations.get(position), context.own);
      steps.push({ kind: 'operation', ...base, inputs, ...compiled });
    }
  }
}

/** Below this a BatchNorm's scale counts as zero: the convolution under it could not be told from it. */
const smallestScale = 1e-6;

/** The BatchNorm that a convolution can take in: nothing else reads the convolution, and no channel is lost. */
function foldable(
  { isLayer }: NetworkNode,
  { position, node }: Follower,
  normalisations: ReadonlyMap<number, Normalisation>,
): Normalisation | null {
  if (node.operation.op !== 'normalisation' || !isLayer) return null;
  const normalisation = normalisations.get(position)!;
  return normalisation.scale.every((scale) => Math.abs(scale) > smallestScale) ? normalisation : null;
}

/** The activation of the layer that a convolution is a part of, where the kernels take it in. */
function fusable({ isLayer }: NetworkNode, { node: { operation } }: Follower) {
  return !isLayer && operation.op === 'relu' ? fusedActivation(operation.limit) : null;
}
