import { strToU8 } from 'fflate';
import { expect, test } from 'vitest';
import type { RgbPixels } from '../../image/pixels.ts';
import { readModel } from '../formats/readModel.ts';
import { scoreRanges, trustedRange } from './statistics.ts';

/** Half of the pixels 51, half 204: in [0, 1] a mean of 0.5 and a variance of 0.09. */
const photo: RgbPixels = {
  width: 8,
  height: 8,
  data: Uint8Array.from({ length: 8 * 8 * 3 }, (_, index) => (Math.floor(index / 3) % 2 === 0 ? 51 : 204)),
};

/** A 1 × 1 convolution with one filter that sees red and one that is dead, and the normalisation behind. */
function readPair(mean: readonly number[], variance: readonly number[]) {
  const layers = [
    { class_name: 'InputLayer', config: { batch_input_shape: [null, 8, 8, 3], name: 'image' } },
    { class_name: 'Conv2D', config: { name: 'c', filters: 2, kernel_size: 1, use_bias: false } },
    { class_name: 'BatchNormalization', config: { name: 'n', scale: false, center: false, epsilon: 0.001 } },
    { class_name: 'GlobalAveragePooling2D', config: { name: 'p' } },
  ];
  const weights = [
    { name: 'c/kernel', shape: [1, 1, 3, 2], dtype: 'float32' },
    { name: 'n/moving_mean', shape: [2], dtype: 'float32' },
    { name: 'n/moving_variance', shape: [2], dtype: 'float32' },
  ];
  const values = Float32Array.from([1, 0, 0, 0, 0, 0, ...mean, ...variance]);
  const json = {
    modelTopology: { class_name: 'Sequential', config: { layers } },
    weightsManifest: [{ paths: ['w.bin'], weights }],
  };
  return readModel([
    { name: 'model.json', bytes: strToU8(JSON.stringify(json)) },
    { name: 'w.bin', bytes: new Uint8Array(values.buffer) },
  ]);
}

test('statistics of [0, 1] score 0 there, and what it takes elsewhere', () => {
  const scores = scoreRanges(readPair([0.5, 0], [0.09, 0]), [photo])!;
  expect(scores[0]!.range).toBe('unit');
  expect(scores[0]!.score).toBeCloseTo(0, 5);
  // In [−1, 1]: mean 0, variance 0.36. (ln(0.361 / 0.091) + 0.5 / √0.091) / 2 filters.
  const symmetric = scores.find(({ range }) => range === 'symmetric')!;
  expect(symmetric.score).toBeCloseTo((Math.log(0.361 / 0.091) + 0.5 / Math.sqrt(0.091)) / 2, 4);
});

test('a dead filter, whose variance is next to nothing, does not decide', () => {
  const source = readPair([0.5, 1e-7], [0.09, 1e-20]);
  expect(trustedRange(scoreRanges(source, [photo]))).toBe('unit');
});
