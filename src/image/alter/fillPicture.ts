/** What the hidden part of a picture is replaced by: docs/mathematics.md "Mask". Pure. */
import type { RgbPixels } from '../pixels.ts';
import { blurPicture } from './blurPicture.ts';

/** `blur`: the picture out of focus. `mean`: its mean colour. `noise`: its own pixels, drawn at random. */
export type Fill = 'blur' | 'mean' | 'noise';

export const fills: readonly Fill[] = ['blur', 'mean', 'noise'];

/** σ of the blur as a share of the picture's longer side: 28 pixels at 224. Nothing smaller than a quarter survives. */
export const blurShare = 1 / 8;

/**
 * A whole picture made of the fill, to take the hidden pixels from.
 *
 * @param random numbers in [0, 1), for `noise` alone; channels stay together, so the noise has
 *   the picture's colours in none of their places.
 */
export function fillPicture(picture: RgbPixels, fill: Fill, random: () => number): RgbPixels {
  switch (fill) {
    case 'blur':
      return blurPicture(picture, Math.max(picture.width, picture.height) * blurShare);
    case 'mean':
      return meanColour(picture);
    case 'noise':
      return drawPixels(picture, random);
  }
}

/** The plain mean of each channel over the whole picture, rounded. A picture without pixels stays as it is. */
export function meanColour({ width, height, data }: RgbPixels): RgbPixels {
  const sums: [number, number, number] = [0, 0, 0];
  for (let index = 0; index < data.length; index += 3) {
    sums[0] += data[index]!;
    sums[1] += data[index + 1]!;
    sums[2] += data[index + 2]!;
  }
  const mean = sums.map((sum) => Math.round(sum / (width * height)));
  return { width, height, data: data.map((_value, index) => mean[index % 3]!) };
}

/** Every pixel is one of the picture's, each with the same chance. */
function drawPixels({ width, height, data }: RgbPixels, random: () => number): RgbPixels {
  const count = width * height;
  const drawn = new Uint8Array(data.length);
  for (let pixel = 0; pixel < count; pixel++) {
    const source = Math.floor(random() * count) * 3;
    drawn.set(data.subarray(source, source + 3), pixel * 3);
  }
  return { width, height, data: drawn };
}
