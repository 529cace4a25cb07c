import { expect, test } from 'vitest';
import { createResolutionGovernor } from './resolutionGovernor.ts';

function reportMany(report: (drawMs: number) => number, times: readonly number[]): number {
  return times.map(report).at(-1) ?? Number.NaN;
}

test('a fast machine keeps every pixel, also through a single pause', () => {
  const governor = createResolutionGovernor();
  governor.restart(2);
  expect(reportMany(governor.report, [...Array(8).fill(2), 200, ...Array(18).fill(2)])).toBe(2);
});

test('a slow machine loses pixels step by step, but not so many that the photo gets soft', () => {
  const governor = createResolutionGovernor();
  governor.restart(2);
  expect(reportMany(governor.report, Array(9).fill(20))).toBe(1.5);
  expect(reportMany(governor.report, Array(90).fill(20))).toBe(0.75);
});

test('a screen with fewer pixels than the lower limit keeps them', () => {
  const governor = createResolutionGovernor();
  governor.restart(0.5);
  expect(reportMany(governor.report, Array(18).fill(20))).toBe(0.5);
});

test('pixels come back when drawing has become fast, and no more than the screen has', () => {
  const governor = createResolutionGovernor();
  governor.restart(2);
  reportMany(governor.report, Array(18).fill(20));
  expect(reportMany(governor.report, Array(9).fill(1))).toBe(1.5);
  expect(reportMany(governor.report, Array(9).fill(4))).toBe(1.5);
  expect(reportMany(governor.report, Array(90).fill(1))).toBe(2);
});

test('a new size starts over', () => {
  const governor = createResolutionGovernor();
  governor.restart(1);
  reportMany(governor.report, Array(9).fill(20));
  expect(governor.restart(1)).toBe(1);
  expect(reportMany(governor.report, Array(8).fill(20))).toBe(1);
});
