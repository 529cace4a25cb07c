import { hashPicture, type PictureHashes } from '../src/dataset/duplicates/perceptualHash.ts';
import type { RgbaPixels } from '../src/image/pixels.ts';
import { resampleBilinear } from '../src/image/resample/resample.ts';

export { writeHashFile } from '../src/dataset/duplicates/hashFile.ts';

/** The side of the shipped model's input, which photos are stretched to. */
const side = 224;

/** Of the picture that the model is shown, as a data set's page makes it. */
export function hashPhoto(photo: RgbaPixels): PictureHashes {
  const { width, height } = photo;
  return hashPicture(resampleBilinear(photo, { x: 0, y: 0, width, height }, side, side));
}
