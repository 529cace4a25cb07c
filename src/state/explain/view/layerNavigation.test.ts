import { describe, expect, test } from 'vitest';
import { fakeLayers } from '../../../../test/fakeModel.ts';
import { clampPosition, nearestLayer, positionAfterBlockStep, positionOf } from './layerNavigation.ts';

// Blocks of the six layers: 0, 1, 1, 6, 17, 17.

test('an unknown layer stands for the last one', () => {
  expect(positionOf(fakeLayers, 'Conv1')).toBe(0);
  expect(positionOf(fakeLayers, 'no such layer')).toBe(5);
});

test('positions stop at the ends, and nonsense is the start', () => {
  expect([-3, 2.4, 99, Number.NaN].map((position) => clampPosition(fakeLayers, position))).toEqual([
    0, 2, 5, 0,
  ]);
});

describe('stepping by blocks', () => {
  test.each([
    [0, 1],
    [1, 3],
    [2, 3],
    [3, 4],
    [4, 5],
    [5, 5],
  ])('forward from position %i leads to %i', (from, to) => {
    expect(positionAfterBlockStep(fakeLayers, from, 1)).toBe(to);
  });

  test.each([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 1],
    [4, 3],
    [5, 3],
  ])('back from position %i leads to %i', (from, to) => {
    expect(positionAfterBlockStep(fakeLayers, from, -1)).toBe(to);
  });
});

test('the nearest layer of a set is the earlier of two as near', () => {
  const set = [fakeLayers[1]!, fakeLayers[5]!];
  expect(nearestLayer(set, fakeLayers[3]!)).toBe(fakeLayers[1]);
  expect(nearestLayer(set, fakeLayers[4]!)).toBe(fakeLayers[5]);
});

test('without layers there is only the start', () => {
  expect(positionOf([], 'any')).toBe(0);
  expect(clampPosition([], 3)).toBe(0);
  expect(positionAfterBlockStep([], 0, 1)).toBe(0);
  expect(nearestLayer([], fakeLayers[0]!)).toBeNull();
});
