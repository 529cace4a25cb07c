/** Cells of a network's last layer that lie off the animal, for `npm run bank`. */
import type { RgbPixels } from '../src/image/pixels.ts';

/** Share of a cell that the mask must call background. */
const leastBackground = 0.9;

/**
 * The cells that lie on the background, row by row.
 *
 * @param mask as large as the network's input, grey: 0 background
 * @param cells side × side × channels, row by row, of a square layer
 */
export function cellsOff(mask: RgbPixels, cells: Float32Array, channels: number): Float32Array[] {
  const side = Math.round(Math.sqrt(cells.length / channels));
  return Array.from({ length: side * side }, (_, cell) => cell)
    .filter((cell) => backgroundShare(mask, cell, side) >= leastBackground)
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
