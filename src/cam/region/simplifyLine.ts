import type { PhotoPoint } from '../map/coordinates.ts';

/**
 * A line with as few of its points as keep every other one within `tolerance` of it: the algorithm of Douglas and
 * Peucker (1973). Both ends stay. Lengths in the points' own units.
 */
export function simplifyLine(points: readonly PhotoPoint[], tolerance: number): readonly PhotoPoint[] {
  if (points.length < 3) return points;
  const kept = new Uint8Array(points.length);
  kept[0] = kept[points.length - 1] = 1;
  const open: [first: number, last: number][] = [[0, points.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [first, last] = span;
    let farthest = 0;
    let farthestDistance = tolerance;
    for (let index = first + 1; index < last; index++) {
      const distance = distanceToSegment(points[index]!, points[first]!, points[last]!);
      if (distance <= farthestDistance) continue;
      farthest = index;
      farthestDistance = distance;
    }
    if (farthest === 0) continue;
    kept[farthest] = 1;
    open.push([first, farthest], [farthest, last]);
  }
  return points.filter((_, index) => kept[index] === 1);
}

/** From a point to the nearest one between `a` and `b`, which may be the same. */
function distanceToSegment(point: PhotoPoint, a: PhotoPoint, b: PhotoPoint): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared > 0 ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / lengthSquared : 0;
  const held = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - a.x - held * dx, point.y - a.y - held * dy);
}
