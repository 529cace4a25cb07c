import { expect, test } from 'vitest';
import { type CurvePair, curveSteps } from '../../../state/explain/trials/curvesStatus.ts';
import { curvePath } from './curvePath.ts';
import { curvesCsv } from './curvesCsv.ts';

const falling = Array.from({ length: curveSteps + 1 }, (_, step) => 1 - step / curveSteps);
const pair: CurvePair = { deletion: falling, insertion: falling.toReversed() };

test('curves become a table with a row for each share of pixels and quoted names', () => {
  const curves = { map: pair, random: pair, centre: pair, edges: pair };
  const lines = curvesCsv(curves, (subject) => `the "${subject}"`, 'cat').split('\r\n');
  expect(lines).toHaveLength(1 + curveSteps + 1);
  expect(lines[0]).toMatch(
    /^"Share of pixels","the ""map"": p\(cat\) by deletion","the ""map"": p\(cat\) by insertion","the ""random""/,
  );
  const quarter = new Array(4).fill('0.750000,0.250000').join(',');
  expect(lines[1 + curveSteps / 4]).toBe(`0.25,${quarter}`);
});

test('what was not measured stays empty', () => {
  const [, first] = curvesCsv({ map: { deletion: [1], insertion: [] } }, String, 'cat').split('\r\n');
  expect(first).toBe('0,1.000000,,,,,,,');
});

test('a curve goes from the upper left for p = 1 to the lower right for p = 0', () => {
  const path = curvePath(falling);
  expect(path.startsWith('M0.0 0.0L7.5 3.0')).toBe(true);
  expect(path.endsWith('L240.0 96.0')).toBe(true);
  expect(curvePath([])).toBe('');
});
