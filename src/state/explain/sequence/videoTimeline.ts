/** What the model said along a video: one point for each frame that was explained. */
import type { Prediction } from '../../../engine/api.ts';

export interface TimelinePoint extends Pick<Prediction, 'probabilities' | 'classIndex'> {
  readonly timeSeconds: number;
}

export interface VideoTimeline {
  readonly title: string;
  readonly durationSeconds: number;
  /** From one frame that is explained to the next; 0 for a video without duration. */
  readonly stepSeconds: number;
  /** By time, no two of the same. */
  readonly points: readonly TimelinePoint[];
}

/** A stretch of frames with one predicted class; it reaches to where the next one begins. */
export interface Stretch {
  readonly classIndex: number;
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** The points with one more, which takes the place of one of the same time. */
export function withPoint(points: readonly TimelinePoint[], point: TimelinePoint): readonly TimelinePoint[] {
  const after = points.findIndex(({ timeSeconds }) => timeSeconds >= point.timeSeconds);
  if (after === -1) return [...points, point];
  const isSame = points[after]!.timeSeconds === point.timeSeconds;
  return points.toSpliced(after, isSame ? 1 : 0, point);
}

/** The point nearest to a moment, the earlier of two; null where there is none. */
export function pointNear(points: readonly TimelinePoint[], timeSeconds: number): TimelinePoint | null {
  const distance = (point: TimelinePoint) => Math.abs(point.timeSeconds - timeSeconds);
  return points.reduce<TimelinePoint | null>(
    (nearest, point) => (nearest === null || distance(point) < distance(nearest) ? point : nearest),
    null,
  );
}

/** The share of a video's frames that were explained, 0 to 1. One without duration has a single frame. */
export function coverageOf({ points, durationSeconds, stepSeconds }: VideoTimeline): number {
  const frames = stepSeconds > 0 ? Math.round(durationSeconds / stepSeconds) : 1;
  return Math.min(1, points.length / Math.max(1, frames));
}

/**
 * Whose probability is drawn: of two classes the second, so that the curve is up for one and down for the other; of
 * more the one that is most probable on average.
 */
export function chartedClass(points: readonly TimelinePoint[], classCount: number): number {
  if (classCount <= 2) return classCount - 1;
  const sums = Array.from({ length: classCount }, (_, index) =>
    points.reduce((sum, { probabilities }) => sum + (probabilities[index] ?? 0), 0),
  );
  return sums.indexOf(Math.max(...sums));
}

/** Where which class was predicted, in order; the last stretch ends one step after the last point. */
export function stretchesOf({ points, durationSeconds, stepSeconds }: VideoTimeline): readonly Stretch[] {
  const last = points.at(-1);
  if (!last) return [];
  const end = Math.max(last.timeSeconds, Math.min(durationSeconds, last.timeSeconds + stepSeconds));
  const starts = points.filter(
    ({ classIndex }, index) => index === 0 || points[index - 1]!.classIndex !== classIndex,
  );
  return starts.map(({ classIndex, timeSeconds }, index) => ({
    classIndex,
    fromSeconds: timeSeconds,
    toSeconds: starts[index + 1]?.timeSeconds ?? end,
  }));
}
