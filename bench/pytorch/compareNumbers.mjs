/** Whether both sides compute the same: a comparison of times means nothing otherwise. */
import { median } from '../statistics.mjs';

/** Against PyTorch in float64, as in the oracle tests: a ReLU6 unit on its kink may fall on another side. */
const mostPerMap = 3e-2;
const mostMedian = 5e-3;
const mostLogit = 1e-3;

/** Every so many layers are compared. */
const every = 6;

/**
 * @typedef {{ logitDifference: number, layers: number, worst: number, median: number }} Agreement Relative L2 per map.
 * @param {import('./ourSide.ts').OurSide} our
 * @param {{ layers: readonly string[], maps: (layers: readonly number[]) => Promise<{ logit: number, maps: Record<string, number[][]> }> }} python
 * @returns {Promise<Agreement>}
 * @throws {Error} Where the layers, the logit or a map differ.
 */
export async function compareNumbers(our, python) {
  const names = our.layers.map(({ name }) => name);
  if (names.join() !== python.layers.join()) throw new Error('the two sides do not have the same layers');
  const chosen = our.layers.filter(({ index }) => index % every === 0);
  const found = await our.explain();
  const expected = await python.maps(chosen.map(({ index }) => index));
  const logitDifference = Math.abs(found.logit - expected.logit);
  if (!(logitDifference <= mostLogit)) throw new Error(`logit ${found.logit} instead of ${expected.logit}`);
  const errors = Object.entries(found.maps).flatMap(([method, maps]) =>
    chosen.map(({ name, offset, height, width }, position) => {
      const error = relativeL2(
        maps.subarray(offset, offset + height * width),
        expected.maps[method]?.[position] ?? [],
      );
      if (!(error <= mostPerMap)) throw new Error(`${method} of ${name} is off by ${error}`);
      return error;
    }),
  );
  const middle = median(errors);
  if (!(middle <= mostMedian)) throw new Error(`maps are off by ${middle} in the middle`);
  return { logitDifference, layers: chosen.length, worst: Math.max(...errors), median: middle };
}

/**
 * ‖found − expected‖ / ‖expected‖; two maps of zeros agree.
 * @param {Float32Array} found
 * @param {readonly number[]} expected
 * @returns {number}
 */
function relativeL2(found, expected) {
  let difference = 0;
  let norm = 0;
  for (const [cell, value] of found.entries()) {
    const other = expected[cell] ?? Number.NaN;
    difference += (value - other) ** 2;
    norm += other ** 2;
  }
  return difference === 0 ? 0 : Math.sqrt(difference / norm);
}
