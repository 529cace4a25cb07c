import type { SequencePlace } from './sequenceStatus.ts';

/**
 * The name under which a frame is kept: of a camera the time of the day, of a video the time within it. Without
 * characters that file systems refuse.
 */
export function keptFrameName(
  { kind, title, timeSeconds }: Pick<SequencePlace, 'kind' | 'title' | 'timeSeconds'>,
  date: Date,
): string {
  if (kind === 'video') return `${title.replace(/\.[^.]+$/, '')} ${timeSeconds.toFixed(2)} s.png`;
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('.');
  return `${title} ${day} ${time}.png`;
}
