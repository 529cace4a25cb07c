/** Readable properties of a picture, taken from the pixels that the model sees. */
import type { RgbPixels } from '../../image/pixels.ts';

export interface PictureProperties {
  /** Mean perceived brightness, 0–1. */
  readonly brightness: number;
  /** Brightness that all but the brightest hundredth of the pixels stay below, 0–1. */
  readonly brightest: number;
  /** Brightness that all but the darkest twentieth reach, 0–1. */
  readonly darkest: number;
  /** Variance of the Laplacian of the grey levels, 0–255 each: low in a blurred picture. */
  readonly sharpness: number;
  /** No pixel's channels differ by more than 4 levels. */
  readonly isGrey: boolean;
}

/** cleanvision's limits: nearly nothing in the picture is bright, or nearly nothing is not. */
const darkLimit = 0.32;
const paleLimit = 0.95;

export function isDark({ brightest }: PictureProperties): boolean {
  return brightest < darkLimit;
}

export function isPale({ darkest }: PictureProperties): boolean {
  return darkest > paleLimit;
}

/**
 * Brightness √(.241 R² + .691 G² + .068 B²) [HSP colour model], as the Python package cleanvision measures it; sharpness as
 * in Pech-Pacheco et al., ICPR 2000, at the size of the model's input, so that large and small photos compare.
 */
export function measurePicture(pixels: RgbPixels): PictureProperties {
  const { width, height, data } = pixels;
  const count = width * height;
  const levels = new Uint32Array(256);
  const grey = new Float32Array(count);
  let sum = 0;
  let isGrey = true;
  for (let pixel = 0; pixel < count; pixel++) {
    const [red, green, blue] = [data[3 * pixel]!, data[3 * pixel + 1]!, data[3 * pixel + 2]!];
    const brightness = Math.sqrt(0.241 * red * red + 0.691 * green * green + 0.068 * blue * blue);
    levels[Math.min(255, Math.round(brightness))]! += 1;
    sum += brightness;
    grey[pixel] = 0.299 * red + 0.587 * green + 0.114 * blue;
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 4) isGrey = false;
  }
  return {
    brightness: sum / count / 255,
    brightest: percentile(levels, count, 0.99) / 255,
    darkest: percentile(levels, count, 0.05) / 255,
    sharpness: laplacianVariance(grey, width, height),
    isGrey,
  };
}

/** The lowest level that so large a share of the pixels does not exceed. */
function percentile(levels: Uint32Array, count: number, share: number): number {
  let seen = 0;
  for (let level = 0; level < levels.length; level++) {
    seen += levels[level]!;
    if (seen >= share * count) return level;
  }
  return levels.length - 1;
}

/** Of 4x − left − right − up − down, where all four are there; 0 for a picture without such a pixel. */
function laplacianVariance(grey: Float32Array, width: number, height: number): number {
  let sum = 0;
  let squares = 0;
  const count = Math.max(0, width - 2) * Math.max(0, height - 2);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const value = 4 * grey[at]! - grey[at - 1]! - grey[at + 1]! - grey[at - width]! - grey[at + width]!;
      sum += value;
      squares += value * value;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}
