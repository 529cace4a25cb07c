import { describe, expect, test } from 'vitest';
import { adjustByHolm, comparePaired, midPMcNemar } from './pairedAnswers.ts';

describe("McNemar's exact mid-p", () => {
  test.each([
    // 2 (1 + 5)/2⁵ − 5/2⁵
    [1, 4, 7 / 32],
    // 2/2³ − 1/2³
    [3, 0, 1 / 8],
    // 2 (1 + 10 + 45)/2¹⁰ − 45/2¹⁰
    [8, 2, 67 / 1024],
    [0, 1, 1 / 2],
    [5, 5, 1],
  ])('of %i better and %i worse', (better, worse, expected) => {
    expect(midPMcNemar(better, worse)).toBeCloseTo(expected, 12);
    expect(midPMcNemar(worse, better)).toBeCloseTo(expected, 12);
  });

  test('of no change is undefined', () => {
    expect(midPMcNemar(0, 0)).toEqual({ undefined: 'noDifference' });
  });

  test('of thousands of changes is still a number', () => {
    expect(midPMcNemar(6000, 6000)).toBeCloseTo(1, 6);
    // Normal approximation: z = 200/√10000 = 2, p = .0455.
    expect(midPMcNemar(5100, 4900)).toBeCloseTo(0.0455, 4);
    expect(midPMcNemar(20000, 0)).toBe(0);
  });
});

describe('two versions on the same pictures', () => {
  test('are counted picture by picture', () => {
    const before = [1, 1, 0, 0, 0, 1, 1, 1, 1, 1];
    const now = [1, 1, 1, 1, 1, 0, 1, 1, 1, 1];
    const paired = comparePaired(before, now, 1);
    expect(paired).toMatchObject({ better: 3, worse: 1, total: 10, difference: 0.2 });
    // m = 4, k = 1: 2 (1 + 4)/16 − 4/16.
    expect(paired.midP).toBeCloseTo(6 / 16, 12);
    expect(paired.interval!.low).toBeLessThan(0.2);
    expect(paired.interval!.high).toBeGreaterThan(0.2);
  });

  test('that answer alike have no p, and a difference of 0', () => {
    expect(comparePaired([1, 0], [1, 0], 1)).toEqual({
      better: 0,
      worse: 0,
      total: 2,
      midP: { undefined: 'noDifference' },
      difference: 0,
      interval: { low: 0, high: 0 },
    });
  });

  test('on no picture have no difference', () => {
    expect(comparePaired([], [], 1)).toMatchObject({
      difference: { undefined: 'noPictures' },
      interval: null,
    });
  });
});

test("Holm's adjustment multiplies the smallest most and never falls", () => {
  // .01·4 = .04, .02·3 = .06, .03·2 = .06, .9·1 = .9
  const adjusted = adjustByHolm([0.03, 0.01, 0.9, 0.02]);
  [0.06, 0.04, 0.9, 0.06].forEach((value, index) => {
    expect(adjusted[index]).toBeCloseTo(value, 12);
  });
  expect(adjustByHolm([])).toEqual([]);
});
