import type { RgbaPixels, RgbPixels } from '../pixels.ts';
import { type FilterTable, FRACTION_BITS } from './filterTable.ts';
import type { ResamplePasses } from './resamplePasses.ts';

const ONE_HALF = 1 << (FRACTION_BITS - 1);

/** Both passes in plain loops. */
export function createPlainPasses(
  columns: FilterTable,
  rows: FilterTable,
  firstRow: number,
  rowCount: number,
): ResamplePasses {
  const rowLength = columns.starts.length * 3;
  const narrowed = new Uint8ClampedArray(rowCount * rowLength);
  return {
    narrow(source, begin, end, at) {
      for (let row = begin; row < end; row++) {
        narrowRow(source, row, columns, narrowed, (at + row - begin) * rowLength);
      }
    },
    finish: () => shortenColumns(narrowed, rowLength, rows, firstRow),
  };
}

/** First pass: one row of the source to `columns.starts.length` RGB pixels in `target`. */
function narrowRow(
  source: RgbPixels | RgbaPixels,
  row: number,
  columns: FilterTable,
  target: Uint8ClampedArray,
  targetOffset: number,
): void {
  const { data, width } = source;
  const { starts, counts, weights, stride } = columns;
  const channels = data.length / (width * source.height);
  const rowOffset = row * width * channels;
  let write = targetOffset;
  for (let i = 0; i < starts.length; i++) {
    let read = rowOffset + starts[i]! * channels;
    let red = ONE_HALF;
    let green = ONE_HALF;
    let blue = ONE_HALF;
    const lastTap = i * stride + counts[i]!;
    for (let tap = i * stride; tap < lastTap; tap++) {
      const weight = weights[tap]!;
      red += data[read]! * weight;
      green += data[read + 1]! * weight;
      blue += data[read + 2]! * weight;
      read += channels;
    }
    target[write] = red >> FRACTION_BITS;
    target[write + 1] = green >> FRACTION_BITS;
    target[write + 2] = blue >> FRACTION_BITS;
    write += 3;
  }
}

/** Second pass: columns of `rowLength` samples each to the table's number of rows. */
function shortenColumns(
  narrowed: Uint8ClampedArray,
  rowLength: number,
  rows: FilterTable,
  firstRow: number,
): Uint8Array {
  const { starts, counts, weights, stride } = rows;
  const target = new Uint8ClampedArray(starts.length * rowLength);
  const sums = new Int32Array(rowLength);
  for (let i = 0; i < starts.length; i++) {
    sums.fill(ONE_HALF);
    for (let tap = 0; tap < counts[i]!; tap++) {
      const weight = weights[i * stride + tap]!;
      const read = (starts[i]! + tap - firstRow) * rowLength;
      for (let k = 0; k < rowLength; k++) sums[k] = sums[k]! + narrowed[read + k]! * weight;
    }
    for (let k = 0; k < rowLength; k++) target[i * rowLength + k] = sums[k]! >> FRACTION_BITS;
  }
  return new Uint8Array(target.buffer);
}
