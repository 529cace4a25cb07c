import type { TimelinePoint } from '../../../state/explain/sequence/videoTimeline.ts';

/** Frames farther apart than this many steps have others between them that were not explained. */
const widestStep = 1.5;

/**
 * SVG path data of a class's probability over time: x in seconds, y from 0 (certain) to 1 (ruled out). It is broken
 * where frames between two points were not explained; a point on its own is a dot.
 */
export function timelinePath(
  points: readonly TimelinePoint[],
  classIndex: number,
  stepSeconds: number,
): string {
  let before = Number.NEGATIVE_INFINITY;
  return points
    .map(({ timeSeconds, probabilities }) => {
      const joins = timeSeconds - before <= widestStep * stepSeconds;
      before = timeSeconds;
      const place = `${rounded(timeSeconds)} ${rounded(1 - (probabilities[classIndex] ?? 0))}`;
      return joins ? `L${place}` : `M${place}h0`;
    })
    .join('');
}

function rounded(value: number): string {
  return String(Number(value.toFixed(4)));
}
