import { expect, test } from 'vitest';
import { histogramPaths } from './histogramPaths.ts';

test('bars rise with the square root of the counts and are parted at the threshold', () => {
  const { cold, hot } = histogramPaths(Uint32Array.of(16, 4, 0, 1), 0.375);
  // Heights 24, 12, 0, 6 of 24; the threshold lies in the middle of the second bin.
  expect(cold).toBe('M0 24V0H1V24ZM1 24V12H1.5V24Z');
  expect(hot).toBe('M1.5 24V12H2V24ZM3 24V18H4V24Z');
});

test('nothing counted is nothing drawn', () => {
  expect(histogramPaths(new Uint32Array(4), 0.5)).toMatchObject({ cold: '', hot: '' });
});
