import * as tf from '@tensorflow/tfjs';
import { ownLayers } from '../reduce/ownLayers.ts';
import type { KeptRun } from './keptRun.ts';

/** Which of the candidates have an activation that is zero everywhere. */
export async function findDeadLayers(
  { traces }: KeptRun,
  candidates: readonly number[],
): Promise<ReadonlySet<number>> {
  const dead = new Set<number>();
  const isCandidate = (index: number | undefined) => index !== undefined && candidates.includes(index);
  for (const trace of traces) {
    if (!isCandidate(trace.index ?? undefined) && !isCandidate(trace.folded?.index)) continue;
    const largest = tf.tidy(() =>
      ownLayers(trace).map(({ index, activation }) => ({ index, value: tf.max(tf.abs(activation)) })),
    );
    for (const { index, value } of largest) {
      const [size] = await value.data();
      value.dispose();
      if (size === 0 && isCandidate(index)) dead.add(index);
    }
  }
  return dead;
}
