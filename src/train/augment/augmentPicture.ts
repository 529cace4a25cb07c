import { blurPicture } from '../../image/alter/blurPicture.ts';
import { placeBehindCrate } from '../../image/alter/crate.ts';
import { fillPicture } from '../../image/alter/fillPicture.ts';
import type { RgbPixels } from '../../image/pixels.ts';
import { createRandom } from '../../measure/random.ts';
import { chooseCrate } from '../bank/chooseCrate.ts';
import type { Augmentation } from './augmentation.ts';
import { sampleAt } from './sampleAt.ts';

/** What full strength is: the picture at half its side, half a right angle, twice as bright, four pixels of blur. */
const leastCrop = 0.5;
const mostDegrees = 45;
const mostBlur = 4;
const mostNoise = 40;
const mostCutOut = 0.25;

/**
 * A picture done something to: a new picture of the same size. What is drawn depends on the seed alone.
 *
 * - `flip`: mirrored. `crop`: a part of 1 − strength/2 to 1 of each side, enlarged. `rotate`: up to 45° · strength about
 *   the middle, borders repeated.
 * - `brightness`, `contrast` (about the mean): times 2^±strength. `colour`: each channel times 2^±strength/2.
 * - `blur`: a Gaussian of up to 4 pixels · strength. `noise`: normal, of up to 40 levels · strength.
 * - `cutOut`: a rectangle of up to a quarter of the picture · strength, filled with the picture's own pixels in no
 *   order. [DeVries & Taylor, arXiv 1708.04552, fill it with grey, which is a shape of its own.]
 * - `crate`: bars, `chooseCrate`.
 */
export function augmentPicture(picture: RgbPixels, { kind, strength, seed }: Augmentation): RgbPixels {
  const random = createRandom(seed);
  /** From −1 to 1. */
  const either = () => 2 * random() - 1;
  const { width, height } = picture;
  switch (kind) {
    case 'flip':
      return sampleAt(picture, (x, y) => [width - 1 - x, y]);
    case 'crop': {
      const share = 1 - strength * random() * (1 - leastCrop);
      const [left, top] = [random() * (1 - share) * width, random() * (1 - share) * height];
      // Pixels are squares: their middles move, not their corners.
      return sampleAt(picture, (x, y) => [left + (x + 0.5) * share - 0.5, top + (y + 0.5) * share - 0.5]);
    }
    case 'rotate': {
      const radians = (either() * strength * mostDegrees * Math.PI) / 180;
      const [cosine, sine] = [Math.cos(radians), Math.sin(radians)];
      const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
      return sampleAt(picture, (x, y) => {
        const [dx, dy] = [x - middleX, y - middleY];
        return [middleX + cosine * dx + sine * dy, middleY - sine * dx + cosine * dy];
      });
    }
    case 'brightness': {
      const factor = 2 ** (either() * strength);
      return mapLevels(picture, (level) => level * factor);
    }
    case 'contrast': {
      const factor = 2 ** (either() * strength);
      const mean = picture.data.reduce((sum, level) => sum + level, 0) / picture.data.length;
      return mapLevels(picture, (level) => mean + (level - mean) * factor);
    }
    case 'colour': {
      const factors = [0, 1, 2].map(() => 2 ** ((either() * strength) / 2));
      return mapLevels(picture, (level, index) => level * factors[index % 3]!);
    }
    case 'blur':
      return blurPicture(picture, random() * strength * mostBlur);
    case 'noise': {
      const deviation = random() * strength * mostNoise;
      return mapLevels(picture, (level) => level + deviation * normal(random));
    }
    case 'cutOut':
      return cutOut(picture, random() * strength * mostCutOut, random);
    case 'crate':
      return chooseCrate(seed).reduce(placeBehindCrate, picture);
  }
}

function mapLevels(
  { width, height, data }: RgbPixels,
  change: (level: number, index: number) => number,
): RgbPixels {
  const changed = new Uint8Array(data.length);
  for (let index = 0; index < data.length; index++) {
    changed[index] = Math.min(255, Math.max(0, Math.round(change(data[index]!, index))));
  }
  return { width, height, data: changed };
}

/** A rectangle of this share of the picture, of any shape up to one to two. */
function cutOut(picture: RgbPixels, share: number, random: () => number): RgbPixels {
  const { width, height } = picture;
  const shape = 2 ** (random() - 0.5);
  const [wide, high] = [Math.sqrt(share) * shape, Math.sqrt(share) / shape];
  const left = Math.round(random() * (1 - wide) * width);
  const top = Math.round(random() * (1 - high) * height);
  const [right, bottom] = [left + Math.round(wide * width), top + Math.round(high * height)];
  const filling = fillPicture(picture, 'noise', random).data;
  const data = picture.data.slice();
  for (let y = top; y < Math.min(bottom, height); y++) {
    const [from, to] = [3 * (y * width + left), 3 * (y * width + Math.min(right, width))];
    data.set(filling.subarray(from, to), from);
  }
  return { width, height, data };
}

/** A normal number [Box & Muller 1958]. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
