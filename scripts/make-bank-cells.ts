/** Cells of a network's last layer that lie off the animal, for `npm run bank`. */
import type { RgbPixels } from '../src/image/pixels.ts';
import { shuffledOrder } from '../src/train/rows/shuffledOrder.ts';

/** Share of a cell that the mask must call background. */
const leastBackground = 0.9;

/**
 * Some of the cells that lie on the background, chosen at random; where there are too few, those with the most of it.
 *
 * @param mask as large as the network's input, grey: 0 background
 * @param cells side × side × channels, row by row, of a square layer
 */
export function cellsOff(
  mask: RgbPixels,
  cells: Float32Array,
  channels: number,
  count: number,
  seed: number,
) {
  const side = Math.round(Math.sqrt(cells.length / channels));
  const shares = Array.from({ length: side * side }, (_, cell) => backgroundShare(mask, cell, side));
  const shuffled = shuffledOrder(side * side, seed);
  const free = shuffled.filter((cell) => shares[cell]! >= leastBackground);
  const others = shuffled
    .filter((cell) => shares[cell]! < leastBackground)
    .sort((a, b) => shares[b]! - shares[a]!);
  return [...free, ...others]
    .slice(0, count)
    .map((cell) => cells.slice(cell * channels, (cell + 1) * channels));
}

/** Share of a cell's pixels that are background. */
function backgroundShare({ width, height, data }: RgbPixels, cell: number, side: number): number {
  const [left, top] = [(cell % side) * (width / side), Math.floor(cell / side) * (height / side)];
  let [background, all] = [0, 0];
  for (let y = Math.floor(top); y < top + height / side; y++) {
    for (let x = Math.floor(left); x < left + width / side; x++) {
      if (data[3 * (y * width + x)]! < 64) background++;
      all++;
    }
  }
  return background / all;
}
