import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { relativeL2 } from '../../../test/compareMaps.ts';
import { createRandom } from '../../measure/random.ts';
import { convolveSubPixel, subPixelFilter } from './subPixel.ts';

const cases = [1, 2, 3].flatMap((stride) =>
  (['same', 'valid'] as const).flatMap((padding) =>
    [
      { height: 7, width: 9, size: 3 },
      { height: 8, width: 8, size: 3 },
      { height: 6, width: 7, size: 5 },
      { height: 5, width: 8, size: 2 },
      { height: 5, width: 6, size: 1 },
    ].map((shape) => ({ stride, padding, ...shape })),
  ),
);

test.each(cases)(
  'equals the gradient that tfjs computes: %o',
  async ({ stride, padding, height, width, size }) => {
    await tf.setBackend('cpu');
    const random = createRandom(stride * 100 + height * 10 + size);
    const fill = (length: number) => Float32Array.from({ length }, () => random() - 0.5);
    const x = tf.tensor4d(fill(height * width * 3), [1, height, width, 3]);
    const filter = tf.tensor4d(fill(size ** 2 * 6), [size, size, 3, 2]);
    const y = tf.conv2d(x, filter, stride, padding);
    const dy = tf.tensor4d(fill(y.size), y.shape);
    const own = tf.grad((input) => tf.conv2d(input as tf.Tensor4D, filter, stride, padding))(x, dy);
    const rearranged = subPixelFilter(filter, stride);
    const found = convolveSubPixel(dy, rearranged, [size, size], [1, height, width, 3], stride, padding);
    expect(found.shape).toEqual(own.shape);
    const difference = relativeL2((await found.data()) as Float32Array, (await own.data()) as Float32Array);
    expect(difference).toBeLessThan(1e-6);
  },
);
