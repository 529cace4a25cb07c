/**
 * Deletion and insertion curves [RISE, Petsiuk et al., arXiv 1806.07421, §4.2]: does the class die where the map says
 * that it lives? docs/mathematics.md "Measures".
 */
import type { Grid } from '../cam/map/grid.ts';
import { blurPicture } from '../image/alter/blurPicture.ts';
import { meanColour } from '../image/alter/fillPicture.ts';
import type { RgbPixels } from '../image/pixels.ts';
import { createRandom } from './random.ts';

export type CurveKind = 'deletion' | 'insertion';

/** Decides between pixels of equal value; any fixed number would do. */
const tieSeed = 1;

/** RISE's blur, for pictures of 224 pixels: a kernel of 11 pixels with σ = 5. */
const blur = { sigma: 5, reach: 5 };

/**
 * The pixels by falling value. A map has no opinion on pixels of equal value, and it is given none: they come in an
 * order drawn at random, the same for every map of that size. So a flat map gives the curve of a random one.
 *
 * @returns indices into `data`, each once.
 */
export function pixelOrder({ data }: Grid): Uint32Array {
  const random = createRandom(tieSeed);
  const ticket = Float64Array.from({ length: data.length }, random);
  const order = Uint32Array.from({ length: data.length }, (_, index) => index);
  return order.sort((a, b) => data[b]! - data[a]! || ticket[a]! - ticket[b]! || a - b);
}

/**
 * The pictures of one curve, `steps` + 1 of them, one at a time. Picture s has its first round(s · N / steps) of N
 * pixels, in the given order, replaced: deletion goes from the picture to its mean colour, insertion from the blurred
 * picture to the picture.
 *
 * @param order of all pixels of the picture: {@link pixelOrder} of a map of its size.
 * @param steps whole, at least 1.
 */
export function* curvePictures(
  kind: CurveKind,
  picture: RgbPixels,
  order: Uint32Array,
  steps: number,
): Generator<RgbPixels, void, undefined> {
  const { width, height } = picture;
  const start = kind === 'deletion' ? picture : blurPicture(picture, blur.sigma, blur.reach);
  const end = kind === 'deletion' ? meanColour(picture) : picture;
  const data = start.data.slice();
  let done = 0;
  for (let step = 0; step <= steps; step++) {
    const target = Math.round((step * order.length) / steps);
    for (; done < target; done++) {
      const first = order[done]! * 3;
      for (let index = first; index < first + 3; index++) data[index] = end.data[index]!;
    }
    yield { width, height, data: data.slice() };
  }
}

/**
 * The area under a curve over [0, 1] whose points lie at equal distances, by the trapezoid rule: the mean of the
 * curve. Of deletion a low one is good, of insertion a high one.
 *
 * @param values at least two.
 */
export function areaUnderCurve(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  return (sum - (values[0]! + values.at(-1)!) / 2) / (values.length - 1);
}
