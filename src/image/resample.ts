/**
 * Resizing with an antialiased triangle filter, bit for bit what Pillow's
 * `Image.resize(size, BILINEAR, box)` gives on 8-bit RGB, so that a model sees here the numbers it saw
 * in Python. docs/mathematics.md "Preprocessing".
 *
 * Two passes, columns then rows, with 8 bits kept between them. Weights are fixed-point numbers with 22
 * fractional bits (32 less 8 for the sample and 2 to spare), rounded half away from zero; a sum starts
 * at one half, so that the shift at its end rounds. Like Pillow, a box does not cut the filter off: near
 * the box's border the source's pixels outside of it are taken in.
 */
import type { PhotoRegion, RgbaPixels, RgbPixels } from './pixels.ts';

const FRACTION_BITS = 22;
const ONE_HALF = 1 << (FRACTION_BITS - 1);

/** For every output position, the first source position it reads, how many, and their weights. */
interface FilterTable {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  /** Weights of output position i begin at `i * stride`. */
  readonly weights: Int32Array;
  readonly stride: number;
}

/** A resize that takes its source in bands of rows, so that a large photo need not be held twice. */
export interface BilinearResampler {
  /** The source rows that matter are firstRow ≤ y < endRow; others may be left out. */
  readonly firstRow: number;
  readonly endRow: number;
  /** Takes whole rows of the source, of which the first is row `y`; every row that matters, once. */
  pushRows(rows: RgbPixels | RgbaPixels, y: number): void;
  /** The resized pixels, after the last row was pushed. */
  finish(): RgbPixels;
}

/** Resizes `region` of `source` to width × height. A fourth channel, where there is one, is not read. */
export function resampleBilinear(
  source: RgbPixels | RgbaPixels,
  region: PhotoRegion,
  width: number,
  height: number,
): RgbPixels {
  const resampler = createBilinearResampler(source.width, source.height, region, width, height);
  resampler.pushRows(source, 0);
  return resampler.finish();
}

/**
 * Prepares the resize of `region` of a photo of photoWidth × photoHeight to width × height.
 * All sizes are positive integers; the region lies within the photo.
 */
export function createBilinearResampler(
  photoWidth: number,
  photoHeight: number,
  region: PhotoRegion,
  width: number,
  height: number,
): BilinearResampler {
  const columns = triangleTable(photoWidth, region.x, region.width, width);
  const rows = triangleTable(photoHeight, region.y, region.height, height);
  const firstRow = rows.starts[0]!;
  const endRow = rows.starts[height - 1]! + rows.counts[height - 1]!;
  const narrowed = new Uint8ClampedArray((endRow - firstRow) * width * 3);

  return {
    firstRow,
    endRow,
    pushRows(band, y) {
      const begin = Math.max(firstRow, y);
      const end = Math.min(endRow, y + band.height);
      for (let row = begin; row < end; row++) {
        narrowRow(band, row - y, columns, narrowed, (row - firstRow) * width * 3);
      }
    },
    finish: () => ({ width, height, data: shortenColumns(narrowed, width * 3, rows, firstRow) }),
  };
}

/**
 * The triangle filter max(0, 1 − |t|) around each output pixel's centre. When the picture shrinks the
 * filter is widened by the same factor, which is what prevents aliasing; when it grows, it is not.
 * A filter always covers at least one source pixel, so the sum of its weights is never zero.
 */
function triangleTable(sourceSize: number, begin: number, length: number, size: number): FilterTable {
  const scale = length / size;
  const support = Math.max(1, scale);
  const stride = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(size);
  const counts = new Int32Array(size);
  const weights = new Int32Array(size * stride);
  const exact = new Float64Array(stride);

  for (let i = 0; i < size; i++) {
    const centre = begin + (i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(sourceSize, Math.trunc(centre + support + 0.5));
    let sum = 0;
    for (let position = start; position < end; position++) {
      // The reciprocal, not a division: the last bit of the weight depends on it.
      const distance = Math.abs((position - centre + 0.5) * (1 / support));
      const weight = distance < 1 ? 1 - distance : 0;
      exact[position - start] = weight;
      sum += weight;
    }
    starts[i] = start;
    counts[i] = end - start;
    for (let tap = 0; tap < end - start; tap++) {
      weights[i * stride + tap] = Math.trunc((exact[tap]! / sum) * (1 << FRACTION_BITS) + 0.5);
    }
  }
  return { starts, counts, weights, stride };
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
