import { expect, test } from 'vitest';
import { fakeLayers } from '../../../../test/fakeModel.ts';
import { zeroGrid } from '../../../cam/map/grid.ts';
import type { DisplayMap } from '../../../state/explain/maps/displayMap.ts';
import { stageCaption } from './caption.ts';

const map: DisplayMap = {
  grid: zeroGrid(8, 8),
  colours: 'turbo',
  range: { min: 0, max: 1 },
  empty: null,
  positiveShare: 0.414,
  peakCell: { column: 0, row: 0 },
  layer: fakeLayers[1] ?? null,
  averaged: null,
  description: '',
};
const average: DisplayMap = {
  ...map,
  layer: null,
  positiveShare: null,
  averaged: { rule: 'mean', layers: 155, empty: 3 },
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('a layer says its place, name, size and how much of it speaks for the class', () => {
  expect(plain(stageCaption(map, 'layer', { position: 1, count: 6 }))).toBe(
    'Layer 2 of 6: block 1, expand (ReLU), 8 × 8 cells. 41 % of the evidence is positive.',
  );
});

test('the last convolution has no place among the layers stepped through', () => {
  const last: DisplayMap = { ...map, layer: fakeLayers[4] ?? null, positiveShare: null };
  expect(plain(stageCaption(last, 'lastConvolution', { position: 1, count: 6 }))).toBe(
    'Last convolution, 4 × 4 cells.',
  );
});

test('the average says of how many layers, and how many of them were empty', () => {
  expect(plain(stageCaption(average, 'average', { position: 0, count: 155 }))).toBe(
    'Mean of 155 layers, 3 of them empty.',
  );
  const full: DisplayMap = { ...average, averaged: { rule: 'weightedMean', layers: 1, empty: 0 } };
  expect(plain(stageCaption(full, 'average', { position: 0, count: 1 }))).toBe('Weighted mean of 1 layer.');
});

test('without a map there is nothing to say', () => {
  expect(stageCaption(null, 'layer', { position: 0, count: 0 })).toBe('');
});
