import { expect, test } from 'vitest';
import { timesRoot } from './measure-localisation-maps.ts';

test('the mean times the root of a layer is that of the mean before its rescaling', () => {
  // Means ½, ¾, ½, ¼ times the roots of 0, ¼, 1, 0: 0, ⅜, ½, 0.
  const mean = {
    grid: { width: 2, height: 2, data: Float32Array.of(0.5, 1, 0.5, 0) },
    range: { min: 0.25, max: 0.75 },
  };
  const layer = { width: 2, height: 2, data: Float32Array.of(0, 0.25, 1, 0) };
  expect([...timesRoot(mean, layer).data]).toEqual([0, 0.75, 1, 0]);
});
