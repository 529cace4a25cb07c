/**
 * Hashes that stay nearly the same when a picture is resized, compressed or brightened: of 64 bits each, kept as two
 * 32-bit words, so that comparing two costs two XORs and two counts of bits.
 */
import type { RgbPixels } from '../../image/pixels.ts';

/** Words a picture has in {@link PictureHashes}: pHash, dHash, and both of its mirror image. */
export const hashWords = 8;

/** One picture's hashes. */
export interface PictureHashes {
  /** {@link hashWords} words: pHash (2), dHash (2), mirrored pHash (2), mirrored dHash (2). */
  readonly words: Uint32Array;
  /** Nearly uniform pictures all have like hashes, so they are compared with none. */
  readonly isFlat: boolean;
}

const dctSide = 32;
const keptSide = 8;
/** Mean squared AC coefficient per pixel below which a picture counts as uniform: about one grey level of deviation. */
const flatVariance = 1;

/**
 * pHash: 32 × 32 grey means, their two-dimensional DCT, of which the lowest 8 × 8 are compared with their median. dHash:
 * 9 × 8 grey means, each compared with its right neighbour. Both as the Python package imagehash defines them, but
 * for its way of resizing. Mirrored hashes find pictures that were flipped.
 */
export function hashPicture(pixels: RgbPixels): PictureHashes {
  const squares = greyMeans(pixels, dctSide, dctSide);
  const cells = greyMeans(pixels, keptSide + 1, keptSide);
  const coefficients = lowDct(squares);
  const words = new Uint32Array(hashWords);
  writeBits(words, 0, aboveMedian(coefficients));
  writeBits(words, 2, rising(cells));
  // Mirroring a picture turns the sign of its odd horizontal frequencies.
  writeBits(words, 4, aboveMedian(coefficients.map((value, index) => (index % 2 === 1 ? -value : value))));
  writeBits(words, 6, rising(mirrored(cells, keptSide + 1)));
  return { words, isFlat: varianceOf(squares) < flatVariance };
}

/** How many of 64 bits differ, 0–64. Words of `a` begin at `atA`, of `b` at `atB`. */
export function hashDistance(a: Uint32Array, atA: number, b: Uint32Array, atB: number): number {
  return hashWordDistance(a[atA]!, b[atB]!) + hashWordDistance(a[atA + 1]!, b[atB + 1]!);
}

/** How many bits of two words differ. */
export function hashWordDistance(a: number, b: number): number {
  return countBits(a ^ b);
}

function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Means of luma over equal rectangles, whose borders may cut through pixels. */
function greyMeans({ width, height, data }: RgbPixels, columns: number, rows: number): Float64Array {
  const across = new Float64Array(columns * height);
  for (let y = 0; y < height; y++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      forEachShare(column, columns, width, (x, share) => {
        const at = 3 * (y * width + x);
        sum += share * (0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!);
      });
      across[y * columns + column] = sum;
    }
  }
  const means = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    forEachShare(row, rows, height, (y, share) => {
      for (let column = 0; column < columns; column++) {
        means[row * columns + column]! += share * across[y * columns + column]!;
      }
    });
  }
  return means;
}

/** Which pixels of a line lie in one of its equal parts, with shares that sum to 1. */
function forEachShare(
  part: number,
  parts: number,
  length: number,
  visit: (pixel: number, share: number) => void,
): void {
  const start = (part * length) / parts;
  const end = ((part + 1) * length) / parts;
  for (let pixel = Math.floor(start); pixel < end; pixel++) {
    const overlap = Math.min(end, pixel + 1) - Math.max(start, pixel);
    if (overlap > 0) visit(pixel, overlap / (end - start));
  }
}

/** cos(π (2x + 1) k / 64) for k < 8. */
const cosines = Float64Array.from({ length: keptSide * dctSide }, (_, index) =>
  Math.cos((Math.PI * (2 * (index % dctSide) + 1) * Math.floor(index / dctSide)) / (2 * dctSide)),
);

/** The 8 × 8 lowest coefficients of the DCT-II, row = vertical frequency. */
function lowDct(squares: Float64Array): Float64Array {
  const across = new Float64Array(dctSide * keptSide);
  for (let y = 0; y < dctSide; y++) {
    for (let k = 0; k < keptSide; k++) {
      let sum = 0;
      for (let x = 0; x < dctSide; x++) sum += squares[y * dctSide + x]! * cosines[k * dctSide + x]!;
      across[y * keptSide + k] = sum;
    }
  }
  const coefficients = new Float64Array(keptSide * keptSide);
  for (let v = 0; v < keptSide; v++) {
    for (let k = 0; k < keptSide; k++) {
      let sum = 0;
      for (let y = 0; y < dctSide; y++) sum += across[y * keptSide + k]! * cosines[v * dctSide + y]!;
      coefficients[v * keptSide + k] = sum;
    }
  }
  return coefficients;
}

function aboveMedian(values: Float64Array): readonly boolean[] {
  const sorted = values.slice().sort();
  const median = (sorted[sorted.length / 2 - 1]! + sorted[sorted.length / 2]!) / 2;
  return Array.from(values, (value) => value > median);
}

function rising(cells: Float64Array): readonly boolean[] {
  const columns = keptSide + 1;
  return Array.from({ length: keptSide * keptSide }, (_, bit) => {
    const at = Math.floor(bit / keptSide) * columns + (bit % keptSide);
    return cells[at + 1]! > cells[at]!;
  });
}

function mirrored(cells: Float64Array, columns: number): Float64Array {
  return cells.map((_, at) => cells[at - 2 * (at % columns) + columns - 1]!);
}

function writeBits(words: Uint32Array, at: number, bits: readonly boolean[]): void {
  bits.forEach((isSet, index) => {
    if (isSet) words[at + (index >> 5)]! |= 1 << (index & 31);
  });
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
