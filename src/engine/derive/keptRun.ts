/** What is kept of a run, so that another method needs no second one. */
import * as tf from '@tensorflow/tfjs';
import type { Network } from '../network/network.ts';
import type { StoredLayers } from '../reduce/ownLayers.ts';
import { shareTensor } from '../run/shareTensor.ts';
import type { LayerTrace, TraceOutline } from '../run/trace.ts';

/** Owns its tensors. */
export interface KeptRun {
  readonly traces: readonly StoredLayers[];
  /** ∂y/∂(the picture), [1, h, w, 3]; null until the run has come to its end. */
  readonly inputGradient: tf.Tensor4D | null;
  /** By which the gradients are larger than they are: see gradientGain.ts. */
  readonly gain: number;
  dispose(): void;
}

/** A {@link KeptRun} while it is filled. */
export interface Keeper extends KeptRun {
  visit(trace: LayerTrace): void;
  visitInput(gradient: tf.Tensor4D): void;
}

/** Keeps the traces of some layers, or of all. The numbers are shared with the run, not copied. */
export function createKeeper(gain: number, includes: (trace: TraceOutline) => boolean = () => true): Keeper {
  const traces: StoredLayers[] = [];
  let inputGradient: tf.Tensor4D | null = null;
  return {
    traces,
    get inputGradient() {
      return inputGradient;
    },
    gain,
    visit({ index, activation, gradient, folded }) {
      if (!includes({ index, foldedIndex: folded?.index ?? null })) return;
      traces.push({
        index,
        activation: tf.keep(shareTensor(activation)),
        gradient: tf.keep(shareTensor(gradient)),
        folded: folded && { index: folded.index, normalisation: folded.normalisation },
      });
    },
    visitInput(gradient) {
      inputGradient = tf.keep(shareTensor(gradient));
    },
    dispose() {
      for (const { activation, gradient } of traces) tf.dispose([activation, gradient]);
      traces.length = 0;
      inputGradient?.dispose();
      inputGradient = null;
    },
  };
}

/**
 * Divides the traces of a run into groups that can be kept one at a time. A trace that is larger than the
 * budget is a group of its own.
 */
export function groupByBudget(
  network: Network,
  outline: readonly TraceOutline[],
  budgetBytes: number,
): TraceOutline[][] {
  const groups: TraceOutline[][] = [];
  let freeBytes = 0;
  for (const trace of outline) {
    const sizeBytes = traceBytes(network, trace);
    if (groups.length === 0 || sizeBytes > freeBytes) {
      groups.push([]);
      freeBytes = budgetBytes;
    }
    groups.at(-1)!.push(trace);
    freeBytes -= sizeBytes;
  }
  return groups;
}

/** What is kept of a whole run, in bytes. */
export function keptBytes(network: Network, outline: readonly TraceOutline[]): number {
  return outline.reduce((sum, trace) => sum + traceBytes(network, trace), 0);
}

/** Activation and gradient in float32, both of the layer's size; the folded layer shares them. */
function traceBytes(network: Network, { index, foldedIndex }: TraceOutline): number {
  const { height, width, channels } = network.layers[(index ?? foldedIndex)!]!;
  return 2 * 4 * height * width * channels;
}
