import { describe, expect, test } from 'vitest';
import type { Grid } from './grid.ts';
import { mapStatistics } from './statistics.ts';

function row(...values: number[]): Grid {
  return { width: values.length, height: 1, data: Float32Array.from(values) };
}

describe('mapStatistics', () => {
  test('gives range and share of positive evidence', () => {
    // Σ relu = 6, Σ |map| = 8.
    expect(mapStatistics(row(1, -2, 5, 0))).toEqual({
      min: -2,
      max: 5,
      positiveShare: 0.75,
      isFinite: true,
    });
  });

  test('has no share of positive evidence for a map of zeros or without cells', () => {
    expect(mapStatistics(row(0, 0))).toEqual({ min: 0, max: 0, positiveShare: null, isFinite: true });
    expect(mapStatistics(row())).toEqual({ min: 0, max: 0, positiveShare: null, isFinite: true });
  });

  test('notices a single value that is not finite', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(mapStatistics(row(1, value, -1)).isFinite).toBe(false);
    }
    expect(mapStatistics(row(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).isFinite).toBe(false);
  });

  test('does not take the largest float32 values for infinite', () => {
    expect(mapStatistics(row(3e38, 3e38, -3e38)).isFinite).toBe(true);
  });
});
