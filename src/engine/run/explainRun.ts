/** One run of one picture, as the service and the library both ask for it. */
import type * as tf from '@tensorflow/tfjs';
import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { Derivation, DerivedChoice, Finding } from '../api.ts';
import { targetClass } from '../checkOptions.ts';
import { answerDerivation } from '../derive/derivation.ts';
import { createKeeper, groupByBudget, type KeptRun } from '../derive/keptRun.ts';
import type { Network } from '../network/network.ts';
import { probabilitiesOf, scoreSeed } from '../network/score.ts';
import type { RunReduction } from '../reduce/mapReducer.ts';
import { diagnoseRun } from './diagnoseRun.ts';
import { gradientGain } from './gradientGain.ts';
import { runTrace } from './runTrace.ts';
import type { TraceOptions, Tracer } from './trace.ts';

export interface RunRequest {
  readonly network: Network;
  readonly tracer: Tracer;
  /** [1, h, w, channels] in the model's own range; the caller disposes it. */
  readonly input: tf.Tensor4D;
  readonly target: number | 'predicted';
  /** Another method's maps of the same run. */
  readonly derive: Required<DerivedChoice> | null;
  /** True when further methods may be asked for later: what they are made from stays on the device. */
  readonly keeps: boolean;
  /** Largest size of what is kept; a run that is larger is done again for what is derived from it. */
  readonly budgetBytes: number;
  /** Whose numbers are looked at for the diagnosis. */
  readonly diagnosed: readonly LayerInfo[];
  readonly options: Pick<TraceOptions, 'pause' | 'onProgress'>;
  /** Is told the logits, and the class to be explained, before the maps are computed. */
  readonly onLogits?: (logits: readonly number[], classIndex: number) => void;
}

export interface RunAnswer extends RunReduction {
  readonly logits: readonly number[];
  readonly classIndex: number;
  /** ∂y/∂logits: see `scoreSeed`. */
  readonly seed: Float32Array;
  readonly diagnosis: readonly Finding[];
  readonly derivation: Derivation | null;
  /** The caller's to dispose; null unless the request `keeps` and the budget allows. */
  readonly kept: KeptRun | null;
}

/**
 * Traces, reduces, diagnoses and, where asked for, derives. Whatever happens, nothing but the answer's `kept` is left
 * on the device.
 *
 * @throws Failure `internal` for a class that the model does not have; what `options.pause` throws
 */
export async function explainRun({
  network,
  tracer,
  input,
  target,
  derive,
  keeps,
  budgetBytes,
  diagnosed,
  options,
  onLogits,
}: RunRequest): Promise<RunAnswer> {
  const gain = gradientGain();
  const fits = groupByBudget(network, tracer.outline, budgetBytes).length === 1;
  const keeper = (keeps || derive) && fits ? createKeeper(gain) : null;
  let logits: readonly number[] = [];
  let classIndex = 0;
  let seed: Float32Array = new Float32Array();
  const chooseSeed = (found: readonly number[]) => {
    logits = found;
    classIndex = targetClass(target, found);
    onLogits?.(logits, classIndex);
    seed = scoreSeed(found.length, classIndex);
    return seed;
  };
  const part = (from: number, to: number): TraceOptions => ({
    pause: options.pause,
    onProgress: (fraction) => options.onProgress(from + (to - from) * fraction),
  });
  let isHandedOver = false;
  try {
    const reduction = await runTrace(network, tracer, input, chooseSeed, part(0, derive ? 0.5 : 1), keeper);
    const prediction = { probabilities: probabilitiesOf(logits, network.outputKind) };
    const run = { layers: diagnosed, maps: reduction.maps, prediction, classIndex };
    const diagnosis = await diagnoseRun(run, keeper);
    const source = { network, tracer, input, seed, gain, kept: keeper, budgetBytes };
    const derivation = derive && (await answerDerivation(derive, source, part(0.5, 1), diagnosed));
    isHandedOver = keeps;
    return { ...reduction, logits, classIndex, seed, diagnosis, derivation, kept: keeps ? keeper : null };
  } finally {
    if (!isHandedOver) keeper?.dispose();
  }
}
