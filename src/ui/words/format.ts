/** Numbers as the screen prints them. Spaces before units are non-breaking, so that no line ends in a bare number. */

const noBreak = '\u00a0';

/**
 * A share in [0, 1] as a percentage that never claims certainty: 0.9999 is "> 99.9 %", not "100.0 %",
 * and the largest share of several prints as it is only when the digits allow it.
 */
export function formatProbability(share: number): string {
  if (!Number.isFinite(share)) return '–';
  if (share > 0 && share < 0.0005) return `<${noBreak}0.1${noBreak}%`;
  if (share < 1 && share >= 0.9995) return `>${noBreak}99.9${noBreak}%`;
  return `${(share * 100).toFixed(1)}${noBreak}%`;
}

/** A share in [0, 1] in whole percent, e.g. of evidence or progress. */
export function formatPercent(share: number): string {
  return Number.isFinite(share) ? `${Math.round(share * 100)}${noBreak}%` : '–';
}

/** Bytes in the unit a person would use; decimal, as file managers and networks count. */
export function formatBytes(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes}${noBreak}B`;
  if (sizeBytes < 1e6) return `${Math.round(sizeBytes / 1e3)}${noBreak}KB`;
  if (sizeBytes < 1e9) return `${(sizeBytes / 1e6).toFixed(1)}${noBreak}MB`;
  return `${(sizeBytes / 1e9).toFixed(1)}${noBreak}GB`;
}

/** A time span: milliseconds below one second, else seconds with one digit. */
export function formatDuration(elapsedMs: number): string {
  return elapsedMs < 1000
    ? `${Math.round(elapsedMs)}${noBreak}ms`
    : `${(elapsedMs / 1000).toFixed(1)}${noBreak}s`;
}

/** A moment of a video: minutes, seconds and their tenths. */
export function formatMoment(timeSeconds: number): string {
  const tenths = Math.round(timeSeconds * 10);
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  return `${Math.floor(tenths / 600)}:${seconds}`;
}

/** Frames per second, with a digit more where there are few. */
export function formatRate(framesPerSecond: number): string {
  const digits = framesPerSecond < 9.95 ? 1 : 0;
  return `${framesPerSecond.toFixed(digits)}${noBreak}frames/s`;
}

/** Width × height with the multiplication sign. */
export function formatSize(width: number, height: number): string {
  return `${width}${noBreak}×${noBreak}${height}`;
}

/** "1 layer", "155 layers". */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${count}${noBreak}${count === 1 ? singular : plural}`;
}
