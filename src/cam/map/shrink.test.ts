import { expect, test } from 'vitest';
import { createRandom } from '../../measure/random.ts';
import { shrink } from './shrink.ts';

const grid = (width: number, height: number, values: readonly number[]) => ({
  width,
  height,
  data: Float32Array.from(values),
});

test('each new cell is the mean of the cells that it covers', () => {
  expect(shrink(grid(4, 2, [1, 3, 5, 7, 3, 5, 7, 9]), 2, 1)).toEqual(grid(2, 1, [3, 7]));
});

test('a cell on the border counts for both sides by its share', () => {
  // Parts of one and a half cells: (1 + ½ · 4) / 1.5 and (½ · 4 + 10) / 1.5.
  expect(shrink(grid(3, 1, [1, 4, 10]), 2, 1)).toEqual(grid(2, 1, [2, 8]));
});

test('the same size gives the same numbers, and a larger one repeats them', () => {
  const source = grid(2, 2, [1, 2, 3, 4]);
  expect(shrink(source, 2, 2)).toEqual(source);
  expect(shrink(source, 4, 2)).toEqual(grid(4, 2, [1, 1, 2, 2, 3, 3, 4, 4]));
});

test('the mean of the whole stays, whatever the sizes', () => {
  const random = createRandom(1);
  const source = grid(
    7,
    11,
    Array.from({ length: 77 }, () => random() * 2 - 1),
  );
  const mean = (data: Float32Array) => data.reduce((sum, value) => sum + value, 0) / data.length;
  for (const [width, height] of [
    [3, 5],
    [7, 2],
    [1, 1],
    [10, 13],
  ] as const) {
    expect(mean(shrink(source, width, height).data)).toBeCloseTo(mean(source.data), 6);
  }
});
