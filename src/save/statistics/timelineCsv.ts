import { writeCsv } from '../../lib/writeCsv.ts';
import type { VideoTimeline } from '../../state/explain/sequence/videoTimeline.ts';

/**
 * A video's timeline, one line for each explained frame: what it is of, seconds since the beginning, the predicted class
 * and the probability of every class.
 */
export function timelineCsv(
  { title, points }: VideoTimeline,
  model: string,
  labels: readonly string[],
): string {
  const columns = ['video', 'model', 'time_s', 'predicted', ...labels.map((label) => `p_${label}`)];
  const rows = points.map(({ timeSeconds, classIndex, probabilities }) => [
    title,
    model,
    Number(timeSeconds.toFixed(3)),
    labels[classIndex] ?? null,
    ...labels.map((_, index) => probabilities[index] ?? null),
  ]);
  return writeCsv(columns, rows);
}
