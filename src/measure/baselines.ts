/**
 * Maps that know nothing of the model: what a method has to beat before its score means anything.
 * docs/mathematics.md "Measures". All are grids in [0, 1].
 */
import { type Grid, zeroGrid } from '../cam/map/grid.ts';
import { rescale } from '../cam/map/rescale.ts';
import { mapStatistics } from '../cam/map/statistics.ts';
import type { RgbPixels } from '../image/pixels.ts';
import { createRandom } from './random.ts';

/** Every cell drawn evenly from [0, 1) and independently of the others; the same for the same seed. */
export function randomMap(width: number, height: number, seed: number): Grid {
  const random = createRandom(seed);
  return { width, height, data: Float32Array.from({ length: width * height }, random) };
}

/**
 * A Gaussian in the middle with σ = a quarter of each side, 1 at its centre: photographers put what they
 * photograph in the middle.
 */
export function centreBlob(width: number, height: number): Grid {
  const blob = zeroGrid(width, height);
  for (let row = 0; row < height; row++) {
    const y = (row + 0.5) / height - 0.5;
    for (let column = 0; column < width; column++) {
      const x = (column + 0.5) / width - 0.5;
      blob.data[row * width + column] = Math.exp(-8 * (x * x + y * y));
    }
  }
  return blob;
}

/**
 * Edges: the magnitude of the Sobel gradient of the luma (Rec. 709 weights on the stored bytes), borders
 * repeated, divided by its maximum; a picture of one colour gives zeros. An all-layer average takes in many
 * early layers, which resemble an edge detector, so this baseline asks whether that is all it is.
 */
export function sobelEdges(picture: RgbPixels): Grid {
  const { width, height } = picture;
  const luma = lumaOf(picture);
  const at = (row: number, column: number) =>
    luma[Math.min(Math.max(row, 0), height - 1) * width + Math.min(Math.max(column, 0), width - 1)]!;
  const edges = zeroGrid(width, height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const across = (side: number) =>
        at(row - 1, column + side) + 2 * at(row, column + side) + at(row + 1, column + side);
      const down = (side: number) =>
        at(row + side, column - 1) + 2 * at(row + side, column) + at(row + side, column + 1);
      edges.data[row * width + column] = Math.hypot(across(1) - across(-1), down(1) - down(-1));
    }
  }
  return rescale(edges, 'positive', { min: 0, max: mapStatistics(edges).max });
}

/** Whole numbers (ten-thousandths of a level), so that a picture of one colour has no edges from rounding. */
function lumaOf({ width, height, data }: RgbPixels): Int32Array {
  return Int32Array.from(
    { length: width * height },
    (_, index) => 2126 * data[3 * index]! + 7152 * data[3 * index + 1]! + 722 * data[3 * index + 2]!,
  );
}
