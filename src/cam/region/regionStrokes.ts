/** What a hand adds to a region and takes from it: docs/mathematics.md "Mask". Pure. */
import type { PhotoRegion } from '../../image/pixels.ts';
import type { PhotoPoint } from '../map/coordinates.ts';
import type { CellRectangle, RegionField } from './hotRegion.ts';

/** Everything within `radius` of a line through `points`; a single point is a disc. Lengths in photo pixels. */
export interface BrushLine {
  readonly kind: 'line';
  readonly points: readonly PhotoPoint[];
  readonly radius: number;
}

/** A rectangle in photo pixels. */
export interface BrushRectangle {
  readonly kind: 'rectangle';
  readonly area: PhotoRegion;
}

export interface Stroke {
  readonly shape: BrushLine | BrushRectangle;
  /** Adds its shape to the region, or takes it away. */
  readonly adds: boolean;
}

/** How deep the cells of a part of the grid lie in a shape, in photo pixels; negative outside. */
export interface StrokeDepth {
  readonly bounds: CellRectangle;
  /** Row-major over the bounds; −∞ where the shape is too far away to matter. */
  readonly data: Float32Array;
}

/** The grid that strokes are laid on: its cells, and the part of the photo that they cover. */
export interface StrokeGrid {
  readonly width: number;
  readonly height: number;
  readonly seen: PhotoRegion;
}

/**
 * The depths of a shape. A line that goes on from one whose depths are known costs only its new points.
 */
export function strokeDepth(
  shape: Stroke['shape'],
  grid: StrokeGrid,
  begun: { readonly line: BrushLine; readonly depth: StrokeDepth } | null = null,
): StrokeDepth {
  const known = begun && goesOn(shape, begun.line) ? begun : null;
  const parts = partsOf(shape, known?.line.points.length ?? 0);
  let bounds = known?.depth.bounds ?? null;
  for (const { area } of parts) bounds = union(bounds, cellsNear(area, grid));
  if (bounds === null)
    return { bounds: { column: 0, row: 0, columns: 0, rows: 0 }, data: new Float32Array() };
  const depth = {
    bounds,
    data: new Float32Array(bounds.columns * bounds.rows).fill(Number.NEGATIVE_INFINITY),
  };
  if (known) copyInto(depth, known.depth);
  for (const part of parts) deepen(depth, part, grid);
  return depth;
}

/**
 * The region after the strokes, one after the other; the field itself is not changed. In the field a stroke is the
 * signed depth in it, which keeps its border smooth: a union is the larger of two fields, and what is left when one is
 * taken away is the smaller of the first and the other's negative.
 */
export function applyStrokes(
  field: RegionField,
  strokes: readonly { readonly depth: StrokeDepth; readonly adds: boolean }[],
  grid: StrokeGrid,
): RegionField {
  if (strokes.length === 0) return field;
  const data = field.data.slice();
  const unit = 4 * cellLength(grid);
  for (const { depth, adds } of strokes) {
    const { column, row, columns, rows } = depth.bounds;
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const value = depth.data[y * columns + x]! / unit;
        const index = (row + y) * field.width + column + x;
        data[index] = adds ? Math.max(data[index]!, value) : Math.min(data[index]!, -value);
      }
    }
  }
  return { width: field.width, height: field.height, data };
}

/** The longer side of a cell, in photo pixels. */
function cellLength({ width, height, seen }: StrokeGrid): number {
  return Math.max(seen.width / width, seen.height / height);
}

/** Farther outside of a shape nothing changes: its border is smooth, and the rest of the map stays as it is. */
function marginOf(grid: StrokeGrid): number {
  return 1.5 * cellLength(grid);
}

/** The cells that a part with its margin may touch; null where none does. */
function cellsNear(area: PhotoRegion, grid: StrokeGrid): CellRectangle | null {
  const { width, height, seen } = grid;
  const margin = marginOf(grid);
  const place = (photo: number, start: number, length: number, cells: number) =>
    ((photo - start) / length) * cells;
  const column = Math.max(0, Math.floor(place(area.x - margin, seen.x, seen.width, width)));
  const row = Math.max(0, Math.floor(place(area.y - margin, seen.y, seen.height, height)));
  const right = Math.min(width, Math.ceil(place(area.x + area.width + margin, seen.x, seen.width, width)));
  const bottom = Math.min(
    height,
    Math.ceil(place(area.y + area.height + margin, seen.y, seen.height, height)),
  );
  return right > column && bottom > row ? { column, row, columns: right - column, rows: bottom - row } : null;
}

function union(a: CellRectangle | null, b: CellRectangle | null): CellRectangle | null {
  if (a === null || b === null) return a ?? b;
  const column = Math.min(a.column, b.column);
  const row = Math.min(a.row, b.row);
  return {
    column,
    row,
    columns: Math.max(a.column + a.columns, b.column + b.columns) - column,
    rows: Math.max(a.row + a.rows, b.row + b.rows) - row,
  };
}

function copyInto({ bounds, data }: StrokeDepth, former: StrokeDepth): void {
  const { columns, rows } = former.bounds;
  const start = (former.bounds.row - bounds.row) * bounds.columns + former.bounds.column - bounds.column;
  for (let y = 0; y < rows; y++) {
    data.set(former.data.subarray(y * columns, (y + 1) * columns), start + y * bounds.columns);
  }
}

function deepen({ bounds, data }: StrokeDepth, { area, depthAt }: Part, grid: StrokeGrid): void {
  const near = cellsNear(area, grid);
  if (near === null) return;
  const { seen } = grid;
  const margin = marginOf(grid);
  for (let row = near.row; row < near.row + near.rows; row++) {
    const y = seen.y + ((row + 0.5) / grid.height) * seen.height;
    for (let column = near.column; column < near.column + near.columns; column++) {
      const depth = depthAt(seen.x + ((column + 0.5) / grid.width) * seen.width, y);
      const index = (row - bounds.row) * bounds.columns + column - bounds.column;
      if (depth >= -margin && depth > data[index]!) data[index] = depth;
    }
  }
}

/** Whether a shape is a line that begins with all points of another. */
function goesOn(shape: Stroke['shape'], line: BrushLine): boolean {
  const count = line.points.length;
  return (
    shape.kind === 'line' &&
    shape.radius === line.radius &&
    count > 0 &&
    shape.points.length >= count &&
    shape.points[0] === line.points[0] &&
    shape.points[count - 1] === line.points[count - 1]
  );
}

/** A convex piece of a shape: where it lies, and how deep inside it a photo point is (negative outside). */
interface Part {
  readonly area: PhotoRegion;
  depthAt(x: number, y: number): number;
}

/** Of a line, the parts that end in the points after the first `known`. */
function partsOf(shape: Stroke['shape'], known: number): readonly Part[] {
  if (shape.kind === 'rectangle') return [rectanglePart(shape.area)];
  const { points, radius } = shape;
  return points
    .slice(known)
    .map((point, index) => capsulePart(points[known + index - 1] ?? point, point, radius));
}

function rectanglePart(area: PhotoRegion): Part {
  return {
    area,
    depthAt: (x, y) => Math.min(x - area.x, area.x + area.width - x, y - area.y, area.y + area.height - y),
  };
}

/** All points within `radius` of the line from `a` to `b`, which may be one point. */
function capsulePart(a: PhotoPoint, b: PhotoPoint, radius: number): Part {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const lengthSquared = dx * dx + dy * dy;
  return {
    area: {
      x: Math.min(a.x, b.x) - radius,
      y: Math.min(a.y, b.y) - radius,
      width: Math.abs(dx) + 2 * radius,
      height: Math.abs(dy) + 2 * radius,
    },
    depthAt(x, y) {
      const along = lengthSquared > 0 ? ((x - a.x) * dx + (y - a.y) * dy) / lengthSquared : 0;
      const held = Math.min(1, Math.max(0, along));
      const [offX, offY] = [x - a.x - held * dx, y - a.y - held * dy];
      // Math.hypot takes several times as long, and photo pixels do not overflow.
      return radius - Math.sqrt(offX * offX + offY * offY);
    },
  };
}
