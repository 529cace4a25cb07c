import type { RgbPixels } from '../pixels.ts';

/** Taps usually reach this many σ to each side; what is cut off is 0.3 % and is made up for by normalising. */
const reachSigmas = 3;

/**
 * The picture convolved with a Gaussian, one axis after the other; beyond the border its last pixel is repeated.
 *
 * @param sigma in pixels; 0 or less gives a copy.
 * @param reach taps to each side of the middle one, where the Gaussian is to be cut off at some other place.
 */
export function blurPicture(
  { width, height, data }: RgbPixels,
  sigma: number,
  reach = Math.ceil(reachSigmas * sigma),
): RgbPixels {
  if (sigma <= 0) return { width, height, data: data.slice() };
  const kernel = gaussianKernel(sigma, reach);
  const rows = new Float32Array(data.length);
  const result = new Float32Array(data.length);
  for (let y = 0; y < height; y++)
    convolveLine(data, rows, kernel, { start: y * width * 3, step: 3, count: width });
  for (let x = 0; x < width; x++)
    convolveLine(rows, result, kernel, { start: x * 3, step: width * 3, count: height });
  return { width, height, data: new Uint8Array(result.map((value) => Math.round(value))) };
}

/** Taps −r … r of exp(−x²/2σ²), which sum to 1. */
function gaussianKernel(sigma: number, reach: number): Float32Array {
  const taps = Float32Array.from({ length: 2 * reach + 1 }, (_, tap) =>
    Math.exp(-((tap - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

/** One row or column of RGB pixels: the place of its first channel, and from one pixel to the next. */
interface Line {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

function convolveLine(
  source: Uint8Array | Float32Array,
  target: Float32Array,
  kernel: Float32Array,
  { start, step, count }: Line,
): void {
  const reach = kernel.length >> 1;
  // The line with its ends repeated, so that the inner loop asks nothing.
  const padded = new Float32Array((count + 2 * reach) * 3);
  for (let place = 0; place < count + 2 * reach; place++) {
    const index = start + Math.min(count - 1, Math.max(0, place - reach)) * step;
    padded[place * 3] = source[index]!;
    padded[place * 3 + 1] = source[index + 1]!;
    padded[place * 3 + 2] = source[index + 2]!;
  }
  for (let pixel = 0; pixel < count; pixel++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let place = pixel * 3;
    for (let tap = 0; tap < kernel.length; tap++, place += 3) {
      const weight = kernel[tap]!;
      red += weight * padded[place]!;
      green += weight * padded[place + 1]!;
      blue += weight * padded[place + 2]!;
    }
    const index = start + pixel * step;
    target[index] = red;
    target[index + 1] = green;
    target[index + 2] = blue;
  }
}
