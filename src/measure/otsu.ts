import type { Grid } from '../cam/map/grid.ts';

const binCount = 256;

/**
 * Otsu's threshold: where cutting the histogram in two leaves the two parts furthest apart, that is with the
 * largest variance between them [Otsu, IEEE Trans. SMC 9(1), 1979, eq. 14–19]. docs/mathematics.md "Mask".
 *
 * @param grid values in [0, 1]; they are counted in 256 equal bins, 1 in the last.
 * @returns τ in (0, 1], a bin's lower edge: the hot region is {value ≥ τ}. Of equally good cuts the lowest.
 *   Values that all fall into one bin cannot be cut; τ is then 1.
 */
export function otsuThreshold({ data }: Grid): number {
  const counts = new Float64Array(binCount);
  for (let index = 0; index < data.length; index++) counts[binOf(data[index]!)]! += 1;
  let sum = 0;
  for (let bin = 0; bin < binCount; bin++) sum += bin * counts[bin]!;

  let best = 1;
  let largestVariance = 0;
  let countBelow = 0;
  let sumBelow = 0;
  for (let bin = 1; bin < binCount; bin++) {
    countBelow += counts[bin - 1]!;
    sumBelow += (bin - 1) * counts[bin - 1]!;
    const countAbove = data.length - countBelow;
    if (countBelow === 0 || countAbove === 0) continue;
    const distance = (sum - sumBelow) / countAbove - sumBelow / countBelow;
    const variance = countBelow * countAbove * distance * distance;
    if (variance > largestVariance) {
      largestVariance = variance;
      best = bin / binCount;
    }
  }
  return best;
}

function binOf(value: number): number {
  return Math.min(Math.floor(value * binCount), binCount - 1);
}
