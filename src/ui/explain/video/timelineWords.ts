/** A timeline in words, for those who do not see it, and as a summary for all. */
import { pointNear, stretchesOf, type VideoTimeline } from '../../../state/explain/sequence/videoTimeline.ts';
import { formatCount, formatMoment, formatProbability } from '../../words/format.ts';

/** More stretches than this are counted, not listed. */
const mostListed = 6;

/** What was predicted at a moment: "0:04.2, 97.0 % dog". */
export function momentWords(
  { points, stepSeconds }: VideoTimeline,
  labels: readonly string[],
  timeSeconds: number,
): string {
  const moment = formatMoment(timeSeconds);
  const point = pointNear(points, timeSeconds);
  if (!point || Math.abs(point.timeSeconds - timeSeconds) > stepSeconds)
    return `${moment}, not explained yet`;
  const { probabilities, classIndex } = point;
  return `${moment}, ${formatProbability(probabilities[classIndex] ?? Number.NaN)} ${labels[classIndex] ?? ''}`;
}

/** Which class was predicted from when to when. */
export function timelineSummary(timeline: VideoTimeline, labels: readonly string[]): string {
  const stretches = stretchesOf(timeline);
  const frames = `${formatCount(timeline.points.length, 'frame')} explained`;
  if (stretches.length > mostListed) {
    return `${frames}. The prediction changes ${formatCount(stretches.length - 1, 'time')}.`;
  }
  const list = stretches.map(
    ({ classIndex, fromSeconds }) => `${labels[classIndex] ?? ''} from ${formatMoment(fromSeconds)}`,
  );
  return list.length === 0 ? `${frames}.` : `${frames}. Predicted: ${list.join(', ')}.`;
}
