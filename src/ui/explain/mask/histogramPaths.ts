/** Height of the drawing, in its own units; a bin is one unit wide. */
const height = 24;

/**
 * A histogram as two areas, below the threshold and from it on. Heights go with the square root of the counts: most of a
 * heat map is cold, and what is hot would not be seen beside it. Without any count there are no areas.
 *
 * @param threshold 0–1; the bin that it lies in is divided.
 */
export function histogramPaths(counts: Uint32Array, threshold: number) {
  const largest = Math.max(1, ...counts);
  const cut = threshold * counts.length;
  const bars = (from: number, to: number): string => {
    let path = '';
    for (let bin = 0; bin < counts.length; bin++) {
      const left = Math.max(bin, from);
      const right = Math.min(bin + 1, to);
      const count = counts[bin]!;
      if (right <= left || count === 0) continue;
      const top = height * (1 - Math.sqrt(count / largest));
      path += `M${round(left)} ${height}V${round(top)}H${round(right)}V${height}Z`;
    }
    return path;
  };
  return { cold: bars(0, cut), hot: bars(cut, counts.length), width: counts.length, height };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
