import type { RgbPixels } from '../../image/pixels.ts';

/**
 * A picture whose pixel (x, y) is taken from another place of the source, bilinearly between the middles of pixels;
 * beyond the border its last pixel is repeated.
 *
 * @param place where pixel (x, y) comes from, in pixels of the source; (0, 0) is the middle of the first
 */
export function sampleAt(
  { width, height, data }: RgbPixels,
  place: (x: number, y: number) => readonly [x: number, y: number],
): RgbPixels {
  const sampled = new Uint8Array(data.length);
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index += 3) {
      const [fromX, fromY] = place(x, y);
      const [clampedX, clampedY] = [clamp(fromX, width - 1), clamp(fromY, height - 1)];
      const [left, top] = [Math.floor(clampedX), Math.floor(clampedY)];
      const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
      const [shareX, shareY] = [clampedX - left, clampedY - top];
      for (let channel = 0; channel < 3; channel++) {
        const level = (column: number, row: number) => data[3 * (row * width + column) + channel]!;
        const upper = level(left, top) * (1 - shareX) + level(right, top) * shareX;
        const lower = level(left, bottom) * (1 - shareX) + level(right, bottom) * shareX;
        sampled[index + channel] = Math.round(upper * (1 - shareY) + lower * shareY);
      }
    }
  }
  return { width, height, data: sampled };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
