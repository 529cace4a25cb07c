import { describe, expect, test } from 'vitest';
import { hotRegion, regionMask } from './hotRegion.ts';
import { applyStrokes, type BrushLine, type Stroke, strokeDepth } from './regionStrokes.ts';

/** A field of 8 × 4 cells over 80 × 40 photo pixels that begin at (100, 0): cell centres lie at 105, 115, … */
const seen = { x: 100, y: 0, width: 80, height: 40 };
const side = { width: 8, height: 4 };
const cold = hotRegion({ ...side, data: new Float32Array(32) }, 0.5);
const hot = hotRegion({ ...side, data: new Float32Array(32).fill(1) }, 0.5);

function applied(field: typeof cold, strokes: readonly Stroke[], covered = seen) {
  const grid = { ...side, seen: covered };
  const depths = strokes.map(({ shape, adds }) => ({ depth: strokeDepth(shape, grid), adds }));
  return applyStrokes(field, depths, grid);
}

function pictureOf(field: typeof cold): string[] {
  const cells = [...regionMask(field).data].map((value) => (value === 0 ? '.' : '#')).join('');
  return cells.match(/.{8}/g) ?? [];
}

const line = (adds: boolean, radius: number, ...points: [number, number][]): Stroke => ({
  adds,
  shape: { kind: 'line', radius, points: points.map(([x, y]) => ({ x, y })) },
});

describe('a brush line', () => {
  test('adds every cell whose centre is near enough', () => {
    expect(pictureOf(applied(cold, [line(true, 10.5, [125, 15])]))).toEqual([
      '..#.....',
      '.###....',
      '..#.....',
      '........',
    ]);
  });

  test('reaches along its whole length, round the corner, and over the border', () => {
    const bent = line(true, 5, [90, 5], [135, 5], [135, 45]);
    expect(pictureOf(applied(cold, [bent]))).toEqual(['####....', '...#....', '...#....', '...#....']);
  });

  test('takes away from a region what it would have added to none', () => {
    const taken = pictureOf(applied(hot, [line(false, 10.4, [125, 15])]));
    const added = pictureOf(applied(cold, [line(true, 10.4, [125, 15])]));
    expect(taken).toEqual(added.map((row) => row.replace(/./g, (cell) => (cell === '#' ? '.' : '#'))));
  });

  test('is measured in photo pixels, also where a cell is no square', () => {
    const tall = { ...seen, height: 160 };
    // Cells are 10 wide and 40 high.
    expect(pictureOf(applied(cold, [line(true, 22, [125, 60])], tall))).toEqual([
      '........',
      '#####...',
      '........',
      '........',
    ]);
  });
});

test('strokes count in their order, and the region before them stays', () => {
  const paint = line(true, 12, [125, 15]);
  const erase = line(false, 6, [125, 15]);
  expect(pictureOf(applied(cold, [paint, erase]))[1]).toBe('.#.#....');
  expect(pictureOf(applied(cold, [erase, paint]))[1]).toBe('.###....');
  expect(pictureOf(cold)[1]).toBe('........');
  expect(applied(cold, [])).toBe(cold);
});

test('a rectangle has the cells whose centre it holds', () => {
  const box = { kind: 'rectangle', area: { x: 112, y: 8, width: 35, height: 20 } } as const;
  expect(pictureOf(applied(cold, [{ adds: true, shape: box }]))).toEqual([
    '........',
    '.####...',
    '.####...',
    '........',
  ]);
});

test('the border of a stroke lies where it was drawn, between the cells', () => {
  // From the centre at 125 to the one at 135 the depth falls from 7 to −3: it is zero at 132.
  const { data } = applied(cold, [line(true, 7, [125, 15])]);
  const [inner, outer] = [data[8 + 2]!, data[8 + 3]!];
  expect(125 + (10 * inner) / (inner - outer)).toBeCloseTo(132, 4);
});

test('a line that goes on is the same as one drawn at once', () => {
  const grid = { ...side, seen };
  const points = [
    { x: 110, y: 12 },
    { x: 131, y: 17 },
    { x: 152, y: 33 },
  ];
  const upTo = (count: number): BrushLine => ({ kind: 'line', radius: 6, points: points.slice(0, count) });
  const first = { line: upTo(1), depth: strokeDepth(upTo(1), grid) };
  const second = { line: upTo(2), depth: strokeDepth(upTo(2), grid, first) };
  expect(strokeDepth(upTo(3), grid, second)).toEqual(strokeDepth(upTo(3), grid));
  // Another line is not taken for its continuation.
  const other: BrushLine = { kind: 'line', radius: 6, points: [{ x: 170, y: 5 }] };
  expect(strokeDepth(other, grid, second)).toEqual(strokeDepth(other, grid));
});

test('a shape beside the grid changes nothing', () => {
  const beside = line(true, 5, [10, 10]);
  expect(applied(cold, [beside])).toEqual(cold);
});
