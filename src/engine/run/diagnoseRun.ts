import type { Finding } from '../api.ts';
import { findDeadLayers } from '../derive/deadLayers.ts';
import type { KeptRun } from '../derive/keptRun.ts';
import { diagnose, type RunNumbers, silentLayers } from './diagnose.ts';
import { gradientGain, hasHalfFloats } from './gradientGain.ts';

/**
 * What is odd about a run on the present backend.
 *
 * @param kept without it, layers that never fire are not told from silent ones
 */
export async function diagnoseRun(
  run: Pick<RunNumbers, 'layers' | 'maps' | 'prediction' | 'classIndex'>,
  kept: KeptRun | null,
): Promise<Finding[]> {
  const dead = kept && (await findDeadLayers(kept, silentLayers(run.layers, run.maps)));
  return diagnose({
    ...run,
    halfFloatGain: hasHalfFloats() ? gradientGain() : null,
    isDead: (layer) => dead?.has(layer) ?? false,
  });
}
