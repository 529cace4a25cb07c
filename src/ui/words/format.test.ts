import { expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatPercent,
  formatProbability,
} from './format.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test.each([
  [0.9933, '99.3 %'],
  [0.99951, '> 99.9 %'],
  [0.9994, '99.9 %'],
  [0.0004, '< 0.1 %'],
  [0.0006, '0.1 %'],
  [0, '0.0 %'],
  [1, '100.0 %'],
  [Number.NaN, '–'],
])('the probability %f prints as %s and never rounds to certainty', (share, words) => {
  expect(plain(formatProbability(share))).toBe(words);
});

test('the two probabilities of a sure binary model fit together', () => {
  expect(plain(formatProbability(0.9999))).toBe('> 99.9 %');
  expect(plain(formatProbability(0.0001))).toBe('< 0.1 %');
});

test('bytes are counted in thousands', () => {
  expect([999, 1000, 69_699, 2_537_479, 3.2e9].map((size) => plain(formatBytes(size)))).toEqual([
    '999 B',
    '1 KB',
    '70 KB',
    '2.5 MB',
    '3.2 GB',
  ]);
});

test('durations change their unit at one second', () => {
  expect([12.4, 999.4, 1000, 12_340].map((elapsedMs) => plain(formatDuration(elapsedMs)))).toEqual([
    '12 ms',
    '999 ms',
    '1.0 s',
    '12.3 s',
  ]);
});

test('a share that is not a number has no percentage', () => {
  expect(formatPercent(0 / 0)).toBe('–');
});

test('one layer is not layers', () => {
  expect([0, 1, 155].map((count) => plain(formatCount(count, 'layer')))).toEqual([
    '0 layers',
    '1 layer',
    '155 layers',
  ]);
});

test('a moment of a video is told to the tenth, and never has sixty seconds', () => {
  expect([0, 4.2, 59.96, 61.04, 3600].map(formatMoment)).toEqual([
    '0:00.0',
    '0:04.2',
    '1:00.0',
    '1:01.0',
    '60:00.0',
  ]);
});
