/** Pooled features of many pictures in 16 bits each, and what is near what among them. */
import { decodeHalfFloats } from '../../lib/halfFloats.ts';

/** Rows of 16-bit floats, one after another. */
export interface FeatureBank {
  readonly dimension: number;
  /** Bits of dimension × count 16-bit floats. */
  readonly rows: Uint16Array;
}

export function bankCount({ dimension, rows }: FeatureBank): number {
  return rows.length / dimension;
}

/** The value of each of the 65,536 patterns: a look-up is faster than a conversion. */
let values: Float32Array | null = null;

function valueTable(): Float32Array {
  values ??= decodeHalfFloats(Uint16Array.from({ length: 65_536 }, (_, bits) => bits));
  return values;
}

/** One picture's features. */
export function featuresOf({ dimension, rows }: FeatureBank, picture: number): Float32Array {
  const table = valueTable();
  const start = picture * dimension;
  return Float32Array.from({ length: dimension }, (_, index) => table[rows[start + index]!]!);
}

/** The mean of the pictures' features, each scaled to length 1, as a vector of length 1; zeros of none. */
export function centreOf(bank: FeatureBank, pictures: Iterable<number>): Float32Array {
  const sum = new Float32Array(bank.dimension);
  for (const picture of pictures) {
    const row = featuresOf(bank, picture);
    const length = Math.hypot(...row);
    if (length === 0) continue;
    for (let index = 0; index < row.length; index++) sum[index]! += row[index]! / length;
  }
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return length === 0 ? sum : sum.map((value) => value / length);
}

/** The cosine of each picture's features with a vector, −1 to 1; 0 where either is zero. */
export function cosinesWith(bank: FeatureBank, vector: ArrayLike<number>): Float32Array {
  const { dimension, rows } = bank;
  const table = valueTable();
  let square = 0;
  for (let index = 0; index < dimension; index++) square += vector[index]! ** 2;
  const cosines = new Float32Array(bankCount(bank));
  for (let picture = 0; picture < cosines.length; picture++) {
    let dot = 0;
    let own = 0;
    for (let index = 0, at = picture * dimension; index < dimension; index++, at++) {
      const value = table[rows[at]!]!;
      dot += value * vector[index]!;
      own += value * value;
    }
    const scale = Math.sqrt(own * square);
    cosines[picture] = scale === 0 ? 0 : dot / scale;
  }
  return cosines;
}

/** The pictures with the highest cosines, the nearest first; of equals the first picture. */
export function nearestBy(
  cosines: ArrayLike<number>,
  most: number,
  isAllowed: (picture: number) => boolean = () => true,
): readonly number[] {
  return Array.from({ length: cosines.length }, (_, picture) => picture)
    .filter(isAllowed)
    .sort((a, b) => cosines[b]! - cosines[a]! || a - b)
    .slice(0, most);
}

/** "More like this": other pictures by the cosine of their features. */
export function similarPictures(bank: FeatureBank, picture: number, most: number): readonly number[] {
  const cosines = cosinesWith(bank, featuresOf(bank, picture));
  return nearestBy(cosines, most, (other) => other !== picture);
}

/**
 * How unlike the others of its class a picture is: 1 − cosine with their centre, 0–2. Pictures without a label (−1) are
 * compared with the centre of all.
 */
export function unlikeness(bank: FeatureBank, labels: ArrayLike<number>): Float32Array {
  const result = new Float32Array(bankCount(bank));
  const all = Array.from(result, (_, picture) => picture);
  for (const label of new Set(Array.from(labels))) {
    const own = all.filter((picture) => labels[picture] === label);
    const cosines = cosinesWith(bank, centreOf(bank, label < 0 ? all : own));
    for (const picture of own) result[picture] = 1 - cosines[picture]!;
  }
  return result;
}
