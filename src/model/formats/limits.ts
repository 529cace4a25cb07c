/** Limits that are checked before anything of the size in question is allocated or built. */
import { refused, shortened, tooLarge } from './refuse.ts';

/** All dropped files together, and everything that an archive unpacks to. */
export const MAX_BYTES = 768 * 2 ** 20;
export const MAX_JSON_BYTES = 32 * 2 ** 20;
export const MAX_NODES = 4000;
/** Of models in models, and of objects in JSON. */
export const MAX_NESTING = 8;
export const MAX_PARAMETERS = 128_000_000;
const maxSide = 2 ** 20;
const maxInputSide = 1024;
/** Σ of all layers' outputs, in numbers: 1 GB of floats. */
const maxActivations = 2 ** 28;

/** The product of a shape's sizes. @throws Failure `modelTooLarge`, `modelKindRefused` for sizes that are none */
export function countOf(shape: readonly number[], name: string): number {
  let count = 1;
  if (shape.length > 8) throw refused(`“${shortened(name)}” has ${shape.length} axes`);
  for (const size of shape) {
    if (!Number.isInteger(size) || size < 0) {
      throw refused(`A size of “${shortened(name)}” is not a whole number above zero`);
    }
    if (size > maxSide) throw tooLarge(`A side of “${shortened(name)}” has ${size} places`);
    count *= size;
  }
  if (count > MAX_PARAMETERS * 2) throw tooLarge(`“${shortened(name)}” has ${count} numbers`);
  return count;
}

/** Checks the picture that a network reads. @throws Failure `modelKindRefused`, `modelTooLarge` */
export function checkInput(shape: readonly number[]): void {
  const [height = 0, width = 0, channels = 0] = shape;
  if (shape.length !== 3) {
    throw refused(
      `The network reads ${shape.length === 1 ? 'a list of numbers' : `${shape.length} axes`}, not a picture`,
    );
  }
  if (channels !== 1 && channels !== 3) {
    throw refused(
      height === 1 || height === 3
        ? 'The network wants its channels first, and only channels last can be read'
        : `The network reads pictures of ${channels} channels; 1 (grey) and 3 (colour) can be read`,
    );
  }
  if (height > maxInputSide || width > maxInputSide) {
    throw tooLarge(
      `The network reads pictures of ${width} × ${height} pixels; ${maxInputSide} a side can be read`,
    );
  }
  if (height < 8 || width < 8)
    throw refused(`The network reads pictures of ${width} × ${height} pixels only`);
}

/** Sums up what a pass will hold. @throws Failure `modelTooLarge` */
export function checkActivations(shapes: Iterable<readonly number[]>, name: string): number {
  let sum = 0;
  for (const shape of shapes) {
    sum += countOf(shape, name);
    if (sum > maxActivations) throw tooLarge('The outputs of all layers together would take over 1 GB');
  }
  return sum;
}
