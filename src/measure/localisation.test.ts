import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { energyInside, intersectionOverUnion, isPeakInside, measureLocalisation } from './localisation.ts';

const [out, inside, unknown] = [0, 255, 128];

function row(...values: number[]) {
  return { width: values.length, height: 1, data: Float32Array.from(values) };
}

function mask(...places: number[]) {
  return { width: places.length, height: 1, data: Uint8Array.from(places) };
}

describe('energy inside', () => {
  test('is the share of the values that lie in the mask', () => {
    expect(energyInside(row(1, 0.5, 0.25, 0.25), mask(inside, out, inside, out))).toBe(0.625);
  });

  test('of a constant map is the share of the picture that the mask covers', () => {
    expect(energyInside(row(0.5, 0.5, 0.5, 0.5), mask(inside, out, out, out))).toBe(0.25);
  });

  test('does not count cells of which nobody knows where they belong', () => {
    expect(energyInside(row(0.5, 0.25, 1), mask(inside, out, unknown))).toBeCloseTo(2 / 3, 12);
  });
});

describe('the pointing game', () => {
  test('asks where the largest value lies', () => {
    expect(isPeakInside(row(0.2, 0.9, 0.3), mask(out, inside, out))).toBe(true);
    expect(isPeakInside(row(0.2, 0.9, 0.3), mask(inside, out, inside))).toBe(false);
  });

  test('takes the first of equals', () => {
    expect(isPeakInside(row(0, 1, 1), mask(out, inside, out))).toBe(true);
    expect(isPeakInside(row(0, 1, 1), mask(out, out, inside))).toBe(false);
  });

  test('does not look at unknown cells', () => {
    expect(isPeakInside(row(1, 0.5, 0.2), mask(unknown, inside, out))).toBe(true);
  });
});

describe('intersection over union', () => {
  test('counts cells at and above the threshold as hot', () => {
    // Hot: 1st, 2nd, 4th; inside: 1st, 3rd. One of four.
    const grid = row(0.5, 0.7, 0.4, 1, 0);
    expect(intersectionOverUnion(grid, mask(inside, out, inside, out, out), 0.5)).toBe(0.25);
  });

  test('is 1 where the hot region is the mask, and leaves unknown cells out', () => {
    expect(intersectionOverUnion(row(1, 0.9, 0.1, 0.8), mask(inside, inside, out, unknown), 0.5)).toBe(1);
  });
});

describe('the measures together', () => {
  test('use the threshold of the whole map', () => {
    const grid = row(0, 0.1, 0.9, 1);
    expect(measureLocalisation(grid, mask(out, out, out, inside))).toEqual({
      energyInside: expect.closeTo(0.5, 6),
      peakInside: true,
      otsuOverlap: 0.5,
    });
  });

  test('have no answer where the mask has nothing inside', () => {
    expect(measureLocalisation(row(1, 0), mask(out, out))).toBeNull();
    expect(measureLocalisation(row(1, 0), mask(out, unknown))).toBeNull();
  });

  test('are at their lowest for a map of zeros', () => {
    const lowest = { energyInside: 0, peakInside: false, otsuOverlap: 0 };
    expect(measureLocalisation(row(0, 0, 0), mask(inside, inside, out))).toEqual(lowest);
  });

  test('lie in [0, 1], and are perfect where the map is the mask', () => {
    const places = fc.array(fc.constantFrom(out, inside, unknown), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(places, fc.infiniteStream(fc.integer({ min: 0, max: 8 })), (cells, values) => {
        fc.pre(cells.includes(inside));
        const grid = row(...cells.map(() => (values.next().value ?? 0) / 8));
        const found = measureLocalisation(grid, mask(...cells));
        expect(found?.energyInside).toBeGreaterThanOrEqual(0);
        expect(found?.energyInside).toBeLessThanOrEqual(1);
        expect(found?.otsuOverlap).toBeGreaterThanOrEqual(0);
        expect(found?.otsuOverlap).toBeLessThanOrEqual(1);
        const perfect = measureLocalisation(row(...cells.map((cell) => cell / 255)), mask(...cells));
        expect(perfect?.energyInside).toBe(1);
        expect(perfect?.peakInside).toBe(true);
      }),
    );
  });
});
