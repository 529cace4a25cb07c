/** What a hand adds to a region and takes from it: docs/mathematics.md "Mask". Pure. */
import type { PhotoRegion } from '../image/pixels.ts';
import type { PhotoPoint } from './coordinates.ts';
import type { RegionField } from './hotRegion.ts';

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

/**
 * The region after the strokes, one after the other; the field itself is not changed. In the field a stroke is the
 * signed distance to its border, which keeps that border smooth: a union is the larger of two fields, and what is left
 * when one is taken away is the smaller of the first and the other's negative.
 *
 * @param seen the part of the photo that the field covers.
 */
export function applyStrokes(field: RegionField, strokes: readonly Stroke[], seen: PhotoRegion): RegionField {
  if (strokes.length === 0) return field;
  const { width, height } = field;
  const data = field.data.slice();
  const cell = { width: seen.width / width, height: seen.height / height };
  // Farther than this outside of a shape nothing changes: its border is smooth, and the rest of the map stays as it is.
  const margin = 1.5 * Math.max(cell.width, cell.height);
  const unit = 4 * Math.max(cell.width, cell.height);
  for (const { shape, adds } of strokes) {
    for (const { area, depthAt } of partsOf(shape)) {
      const firstColumn = Math.max(0, Math.floor((area.x - margin - seen.x) / cell.width));
      const lastColumn = Math.min(width - 1, Math.ceil((area.x + area.width + margin - seen.x) / cell.width));
      const firstRow = Math.max(0, Math.floor((area.y - margin - seen.y) / cell.height));
      const lastRow = Math.min(height - 1, Math.ceil((area.y + area.height + margin - seen.y) / cell.height));
      for (let row = firstRow; row <= lastRow; row++) {
        const y = seen.y + (row + 0.5) * cell.height;
        for (let column = firstColumn; column <= lastColumn; column++) {
          const depth = depthAt(seen.x + (column + 0.5) * cell.width, y);
          if (depth < -margin) continue;
          const index = row * width + column;
          data[index] = adds ? Math.max(data[index]!, depth / unit) : Math.min(data[index]!, -depth / unit);
        }
      }
    }
  }
  return { width, height, data };
}

/** A convex piece of a shape: where it lies, and how deep inside it a photo point is (negative outside). */
interface Part {
  readonly area: PhotoRegion;
  depthAt(x: number, y: number): number;
}

function partsOf(shape: Stroke['shape']): readonly Part[] {
  if (shape.kind === 'rectangle') return [rectanglePart(shape.area)];
  const { points, radius } = shape;
  return points.map((point, index) => capsulePart(points[index + 1] ?? point, point, radius));
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
      return radius - Math.hypot(x - a.x - held * dx, y - a.y - held * dy);
    },
  };
}
