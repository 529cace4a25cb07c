import { expect, test } from 'vitest';
import { fakeLayers } from '../../../../test/fakeModel.ts';
import { barsPath, curvePath, stripWords } from './stripPaths.ts';

test('bars stand over their layers, the largest as high as the strip', () => {
  expect(barsPath([0.25, 0, 0.75])).toBe('M-0.4 1V0.667H0.4V1zM1.6 1V0H2.4V1z');
  expect(barsPath([0, 0])).toBe('');
});

test('the curve is broken where a layer has no energy', () => {
  expect(curvePath([0.5, 1, Number.NaN, 0])).toBe('M0 0.5L1 0M3 1');
});

test('the strip says which layers stand out', () => {
  const words = stripWords(
    fakeLayers,
    [0.1, 0.4, 0.2, 0.1, 0.1, 0.1],
    [0.2, Number.NaN, 0.9, 0, 0, 0],
    'the box',
  );
  expect(words.replaceAll('\u00a0', ' ')).toBe(
    'Each layer’s share of the fused map: largest for layer 2, block 1, expand (ReLU), 40.0 %. ' +
      'Energy in the box: highest for layer 3, block 1, output (project, normalisation), 90 %.',
  );
  expect(stripWords(fakeLayers, null, null, 'the box')).toBe('No shares of a fused map.');
});
