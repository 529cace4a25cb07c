import { describe, expect, test } from 'vitest';
import { peakCell } from './peak.ts';

describe('peakCell', () => {
  test('is the largest value, and of equals the first in reading order', () => {
    const grid = { width: 3, height: 2, data: Float32Array.of(0, 0.2, 1, 1, 0.5, 1) };
    expect(peakCell(grid, 'positive')).toEqual({ column: 2, row: 0 });
  });

  test('of a signed map is the value furthest from one half', () => {
    const grid = { width: 2, height: 2, data: Float32Array.of(0.5, 0.9, 0, 0.5) };
    expect(peakCell(grid, 'signed')).toEqual({ column: 0, row: 1 });
  });

  test('does not exist without cells', () => {
    expect(peakCell({ width: 0, height: 0, data: new Float32Array() }, 'positive')).toBeNull();
  });
});
