/** Where derived maps come from: the kept run, or new runs of the same picture. */
import type * as tf from '@tensorflow/tfjs';
import type { Network } from '../network/network.ts';
import type { TraceOptions, TraceOutline, Tracer } from '../run/trace.ts';
import { createKeeper, groupByBudget, type KeptRun } from './keptRun.ts';

export interface DeriveSource {
  readonly network: Network;
  readonly tracer: Tracer;
  /** The picture of the run, [1, h, w, 3]. */
  readonly input: tf.Tensor4D;
  /** ∂y/∂logits of the run. */
  readonly seed: Float32Array;
  readonly gain: number;
  /** Null when the run was too large to be kept. */
  readonly kept: KeptRun | null;
  readonly budgetBytes: number;
}

/** Kept traces, and the part [from, to] of the whole work that they stand for. */
export interface KeptGroup {
  readonly kept: KeptRun;
  readonly from: number;
  readonly to: number;
}

/**
 * The traces of the wanted layers, in groups that fit the memory: all at once from the kept run, else group
 * after group, each from a run of its own. A group's tensors are freed when the next is asked for.
 */
export async function* keptGroups(
  { network, tracer, input, seed, gain, kept, budgetBytes }: DeriveSource,
  options: TraceOptions,
  wanted: (trace: TraceOutline) => boolean = () => true,
): AsyncGenerator<KeptGroup> {
  if (kept) {
    yield { kept, from: 0, to: 1 };
    return;
  }
  const groups = groupByBudget(network, tracer.outline.filter(wanted), budgetBytes);
  for (const [position, group] of groups.entries()) {
    const from = position / groups.length;
    const middle = from + 0.5 / groups.length;
    const keeper = createKeeper(gain, (trace) => group.some((one) => isSame(one, trace)));
    try {
      await tracer.trace(
        input,
        () => seed.map((value) => value * gain),
        (trace) => keeper.visit(trace),
        {
          pause: options.pause,
          onProgress: (fraction) => options.onProgress(from + (middle - from) * fraction),
          visitInput: (gradient) => keeper.visitInput(gradient),
        },
      );
      yield { kept: keeper, from: middle, to: (position + 1) / groups.length };
    } finally {
      keeper.dispose();
    }
  }
}

function isSame(a: TraceOutline, b: TraceOutline): boolean {
  return a.index === b.index && a.foldedIndex === b.foldedIndex;
}
