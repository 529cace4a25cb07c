import { expect, test } from 'vitest';
import { moveInGrid } from './moveInGrid.ts';

// Ten tiles in rows of four: 0–3, 4–7, 8–9.
test.each([
  ['ArrowRight', 3, 4],
  ['ArrowLeft', 4, 3],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 1, 5],
  ['ArrowDown', 6, 6],
  ['ArrowUp', 2, 2],
  ['ArrowUp', 9, 5],
  ['PageDown', 1, 9],
  ['PageUp', 9, 1],
  ['Home', 7, 0],
  ['End', 2, 9],
])('%s leads from %i to %i', (key, from, to) => {
  expect(moveInGrid(key, from, 10, 4, 2)).toBe(to);
});

test('other keys do not move, and nothing moves in an empty grid', () => {
  expect(moveInGrid('a', 3, 10, 4, 2)).toBeNull();
  expect(moveInGrid('ArrowDown', 0, 0, 4, 2)).toBeNull();
});
