import { type Grid, zeroGrid } from './grid.ts';

/**
 * The mean of a grid over each of `width` × `height` equal rectangles; a cell on the border of two counts for each by
 * the share that lies in it. Keeps the mean of the whole, which {@link resize}, made for enlarging, does not.
 */
export function shrink(source: Grid, width: number, height: number): Grid {
  const narrow = zeroGrid(width, source.height);
  const columns = overlaps(source.width, width);
  for (let row = 0; row < source.height; row++) {
    for (const { from, to, share } of columns) {
      narrow.data[row * width + to]! += share * source.data[row * source.width + from]!;
    }
  }
  const result = zeroGrid(width, height);
  for (const { from, to, share } of overlaps(source.height, height)) {
    for (let column = 0; column < width; column++) {
      result.data[to * width + column]! += share * narrow.data[from * width + column]!;
    }
  }
  return result;
}

interface Overlap {
  readonly from: number;
  readonly to: number;
  /** Of the new cell; those of one new cell add up to 1. */
  readonly share: number;
}

/** Which of `sourceLength` cells lie in which of `length` equal parts of the same stretch. */
function overlaps(sourceLength: number, length: number): Overlap[] {
  const found: Overlap[] = [];
  const size = sourceLength / length;
  for (let to = 0; to < length; to++) {
    const [start, end] = [to * size, (to + 1) * size];
    for (let from = Math.floor(start); from < Math.min(Math.ceil(end), sourceLength); from++) {
      const covered = Math.min(from + 1, end) - Math.max(from, start);
      if (covered > 0) found.push({ from, to, share: covered / size });
    }
  }
  return found;
}
