/** Turns a network into a plan, or says which layer it does not know. */
import * as tf from '@tensorflow/tfjs';
import type { Network, NetworkNode } from '../network/network.ts';
import type { NetworkNumbers, Normalisation } from '../network/networkNumbers.ts';
import { findHead } from '../network/score.ts';
import { compileConvolution, compileNormalisation } from './compileConvolution.ts';
import type { Plan, Step, TargetIndex, ValueId } from './steps.ts';

/** Thrown inside the compiler for a layer it has no step for; the caller falls back to the tape. */
export class UnknownLayer extends Error {
  override readonly name = 'UnknownLayer';
}

/** What the compiler of one layer is given to work with. */
export interface CompilerContext {
  readonly targetOf: (position: number) => TargetIndex;
  readonly normalisationOf: (position: number) => Normalisation | undefined;
  /** Of a convolution. */
  readonly kernelOf: (position: number) => Float32Array;
  /** Hands a tensor over to the plan, which disposes it. */
  readonly own: <Kept extends tf.Tensor>(tensor: Kept) => Kept;
}

/**
 * Compiles a network for the plan.
 * @returns the plan, or the reason why this network has none (then nothing is left allocated)
 */
export function compilePlan(
  network: Network,
  numbers: NetworkNumbers,
): Plan | { readonly unsupported: string } {
  const owned: tf.Tensor[] = [];
  const steps: Step[] = [];
  try {
    tf.tidy(() => {
      compileSteps(network, numbers, owned, steps);
    });
    return { steps, owned };
  } catch (thrown) {
    tf.dispose(owned);
    if (thrown instanceof UnknownLayer) return { unsupported: thrown.message };
    throw thrown;
  }
}

function compileSteps(
  network: Network,
  { normalisations, kernels }: NetworkNumbers,
  owned: tf.Tensor[],
  steps: Step[],
): void {
  const { nodes, targets } = network;
  const head = findHead(network);
  const consumers = countConsumers(nodes.slice(0, head.last + 1));
  const values = new Map<number, ValueId>();
  const targetIndices = new Map(targets.map((position, index) => [position, index]));
  const context: CompilerContext = {
    targetOf: (position) => targetIndices.get(position) ?? null,
    normalisationOf: (position) => normalisations.get(position),
    kernelOf: (position) => kernels.get(position)!,
    own: (tensor) => {
      owned.push(tensor);
      return tf.keep(tensor);
    },
  };

  for (let position = 0; position <= head.last; position++) {
    const node = nodes[position]!;
    if (node.inputs.length === 0) {
      values.set(position, 0);
      continue;
    }
    const inputs = node.inputs.map((input) => values.get(input)!);
    const next = nodes[position + 1];
    // A BatchNorm can be folded when nothing but it reads the convolution.
    const normaliser =
      next?.className === 'BatchNormalization' &&
      next.inputs[0] === position &&
      consumers[position] === 1 &&
      position < head.last
        ? (normalisations.get(position + 1) ?? null)
        : null;
    const step = compileLayer(node, position, inputs, steps.length + 1, normaliser, head, context);
    if (step === 'identity') {
      values.set(position, inputs[0]!);
      continue;
    }
    steps.push(step);
    values.set(position, step.output);
    if ((step.kind === 'convolution' || step.kind === 'depthwise') && step.folded) {
      position += 1;
      values.set(position, step.output);
    }
  }
}

function compileLayer(
  node: NetworkNode,
  position: number,
  inputs: readonly ValueId[],
  output: ValueId,
  normaliser: Normalisation | null,
  head: { readonly last: number; readonly stripActivation: boolean },
  context: CompilerContext,
): Step | 'identity' {
  const config = node.layer.getConfig();
  const input = inputs[0]!;
  const target = context.targetOf(position);
  const own = context.own;
  switch (node.className) {
    case 'Conv2D':
    case 'DepthwiseConv2D':
      return compileConvolution(node, position, input, output, normaliser, context);
    case 'BatchNormalization': {
      const own1d = (values: Float32Array) => own(tf.tensor1d(values));
      const normalisation = context.normalisationOf(position);
      if (!normalisation) throw new UnknownLayer(`${node.name} does not normalise the last axis`);
      if (node.outputShape.length === 3)
        return compileNormalisation(normalisation, input, output, target, own);
      const { scale, shift } = normalisation;
      return { kind: 'affine', input, output, target, scale: own1d(scale), offset: own1d(shift) };
    }
    case 'Rescaling': {
      const scale = own(tf.scalar(config['scale'] as number));
      return {
        kind: 'affine',
        input,
        output,
        target,
        scale,
        offset: own(tf.scalar(config['offset'] as number)),
      };
    }
    case 'ZeroPadding2D': {
      const [rows, columns] = config['padding'] as [[number, number], [number, number]];
      return { kind: 'pad', input, output, target, rows, columns };
    }
    case 'ReLU': {
      if (config['negativeSlope'] || config['threshold'])
        throw new UnknownLayer(`${node.name} is a leaky ReLU`);
      return {
        kind: 'relu',
        input,
        output,
        target,
        limit: (config['maxValue'] as number | null) ?? Infinity,
      };
    }
    case 'Add':
      return { kind: 'add', inputs, output, target };
    case 'Dropout':
      // Dropout does nothing at inference; as a target it would need a value of its own.
      if (target !== null) throw new UnknownLayer(`${node.name} is a dropout over a picture`);
      return 'identity';
    case 'GlobalAveragePooling2D':
      if (config['keepDims']) throw new UnknownLayer(`${node.name} keeps its dimensions`);
      return { kind: 'globalAverage', input, output, target };
    case 'Dense': {
      const isLinear = config['activation'] === 'linear' || (position === head.last && head.stripActivation);
      if (!isLinear || node.outputShape.length !== 1)
        throw new UnknownLayer(`${node.name} has an activation`);
      const [kernel, bias] = node.layer.getWeights() as [tf.Tensor2D, tf.Tensor1D | undefined];
      return {
        kind: 'dense',
        input,
        output,
        target,
        kernel: own(tf.clone(kernel)),
        bias: bias ? own(tf.clone(bias)) : null,
      };
    }
    default:
      throw new UnknownLayer(`${node.name} is a ${node.className}`);
  }
}

function countConsumers(nodes: readonly NetworkNode[]): number[] {
  const counts = nodes.map(() => 0);
  for (const node of nodes) for (const input of node.inputs) counts[input]! += 1;
  return counts;
}
