/** One whole run on the chosen backend: trace, reduce, read back. */
import type * as tf from '@tensorflow/tfjs';
import type { Keeper } from '../derive/keptRun.ts';
import type { Network } from '../network/network.ts';
import type { RunReduction } from '../reduce/mapReducer.ts';
import { createReducer } from '../reduce/prepareReduction.ts';
import { gradientGain } from './gradientGain.ts';
import type { RectifiedTrace, TraceOptions, Tracer, TraceVisitor } from './trace.ts';

/**
 * @param chooseSeed see {@link Tracer.trace}
 * @param keeper is given what it wants to keep of the run
 * @returns every method's raw maps of every layer, and each layer's importance
 */
export async function runTrace(
  network: Network,
  tracer: Tracer,
  input: tf.Tensor4D,
  chooseSeed: (logits: readonly number[]) => Float32Array,
  options: TraceOptions,
  keeper: Keeper | null = null,
): Promise<RunReduction> {
  const gain = gradientGain();
  const reducer = createReducer(network, gain);
  try {
    const scaledSeed = (logits: readonly number[]) => chooseSeed(logits).map((value) => value * gain);
    const visit: TraceVisitor = (trace) => {
      reducer.add(trace);
      keeper?.visit(trace);
    };
    const { addRectified } = reducer;
    const rectify =
      addRectified &&
      ((trace: RectifiedTrace) => {
        // Shared first, so that what is kept is not used up.
        keeper?.visit(trace.relu);
        const gradient = addRectified(trace);
        keeper?.visit({ ...trace.layer, gradient });
        return gradient;
      });
    await tracer.trace(input, scaledSeed, visit, {
      ...options,
      ...(rectify && { rectify }),
      ...(keeper && { visitInput: (gradient: tf.Tensor4D) => keeper.visitInput(gradient) }),
    });
    return await reducer.finish();
  } finally {
    reducer.dispose();
  }
}
