/** Contour lines of a grid by marching squares. Pure. */
import type { Grid } from '../../cam/map/grid.ts';
import type { Colours } from '../paint/colourMaps.ts';

/**
 * A line of points in grid coordinates, x0 y0 x1 y1 …: the grid covers [0, width] × [0, height] and the
 * value of a cell belongs to its centre (column + ½, row + ½). A closed line ends where it began.
 */
export type Polyline = readonly number[];

/** Values at which lines are drawn. On the diverging map ½ is zero, where flat regions give only noise. */
export function contourLevels(colours: Colours): readonly number[] {
  return colours === 'diverging' ? [0.25, 0.75] : [0.25, 0.5, 0.75];
}

/**
 * The lines that part values ≥ level from values < level. Border values are held to the border, so lines
 * end on it. Where the four corners of a square alternate, the square's mean decides which are joined.
 * An empty or flat grid has none.
 */
export function contourLines(grid: Grid, level: number): Polyline[] {
  if (grid.width === 0 || grid.height === 0) return [];
  // Samples: the cells' centres, and one more on each border with the value of the nearest centre.
  const columns = grid.width + 2;
  const rows = grid.height + 2;
  const valueAt = (column: number, row: number): number => {
    const x = Math.min(grid.width - 1, Math.max(0, column - 1));
    const y = Math.min(grid.height - 1, Math.max(0, row - 1));
    return grid.data[y * grid.width + x]!;
  };
  const crossings = new Crossings(columns * rows);

  for (let row = 0; row + 1 < rows; row++) {
    let topLeft = valueAt(0, row);
    let bottomLeft = valueAt(0, row + 1);
    for (let column = 0; column + 1 < columns; column++) {
      const topRight = valueAt(column + 1, row);
      const bottomRight = valueAt(column + 1, row + 1);
      const corners =
        (topLeft >= level ? 1 : 0) |
        (topRight >= level ? 2 : 0) |
        (bottomRight >= level ? 4 : 0) |
        (bottomLeft >= level ? 8 : 0);
      if (corners !== 0 && corners !== 15) {
        // An edge is named by its upper or left sample: even from there to the right, odd downwards.
        const sample = row * columns + column;
        const edges = [2 * sample, 2 * (sample + 1) + 1, 2 * (sample + columns), 2 * sample + 1];
        const saddleIsHigh = topLeft + topRight + bottomRight + bottomLeft >= 4 * level;
        for (const [first, second] of joinedEdges(corners, saddleIsHigh)) {
          crossings.join(edges[first]!, edges[second]!);
        }
      }
      topLeft = topRight;
      bottomLeft = bottomRight;
    }
  }

  const place = (edge: number, points: number[]): void => {
    const sample = edge >> 1;
    const column = sample % columns;
    const row = (sample - column) / columns;
    const nextColumn = edge % 2 === 0 ? column + 1 : column;
    const nextRow = edge % 2 === 0 ? row : row + 1;
    const here = valueAt(column, row);
    // Not zero: an edge is crossed only if its two values lie on different sides of the level.
    const share = (level - here) / (valueAt(nextColumn, nextRow) - here);
    const x = centreOf(column, grid.width);
    const y = centreOf(row, grid.height);
    points.push(x + (centreOf(nextColumn, grid.width) - x) * share);
    points.push(y + (centreOf(nextRow, grid.height) - y) * share);
  };
  return crossings.trace().map((edges) => {
    const points: number[] = [];
    for (const edge of edges) place(edge, points);
    return points;
  });
}

/** Sample 0 lies on the border, sample i in the middle of cell i − 1, the last on the other border. */
function centreOf(sample: number, cells: number): number {
  return Math.min(cells, Math.max(0, sample - 0.5));
}

/** Pairs of edges (0 top, 1 right, 2 bottom, 3 left) that a line joins, by which corners are high. */
const JOINED: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [[3, 0]],
  [[0, 1]],
  [[3, 1]],
  [[1, 2]],
  [],
  [[0, 2]],
  [[3, 2]],
  [[2, 3]],
  [[2, 0]],
  [],
  [[2, 1]],
  [[1, 3]],
  [[1, 0]],
  [[0, 3]],
  [],
];
const AROUND_TOP_LEFT: readonly (readonly [number, number])[] = [
  [3, 0],
  [1, 2],
];
const AROUND_TOP_RIGHT: readonly (readonly [number, number])[] = [
  [0, 1],
  [2, 3],
];

function joinedEdges(corners: number, saddleIsHigh: boolean): readonly (readonly [number, number])[] {
  // High corners are joined through a high middle, so the lines go around the low ones.
  if (corners === 5) return saddleIsHigh ? AROUND_TOP_RIGHT : AROUND_TOP_LEFT;
  if (corners === 10) return saddleIsHigh ? AROUND_TOP_LEFT : AROUND_TOP_RIGHT;
  return JOINED[corners]!;
}

/** Crossed edges and their neighbours along the lines: at most two, since an edge has two squares. */
class Crossings {
  readonly #neighbours: Int32Array;
  readonly #crossed: number[] = [];

  constructor(samples: number) {
    this.#neighbours = new Int32Array(samples * 4).fill(-1);
  }

  join(first: number, second: number): void {
    this.#add(first, second);
    this.#add(second, first);
  }

  #add(edge: number, neighbour: number): void {
    const slot = 2 * edge;
    if (this.#neighbours[slot] === -1) {
      this.#neighbours[slot] = neighbour;
      this.#crossed.push(edge);
    } else {
      this.#neighbours[slot + 1] = neighbour;
    }
  }

  /** Every line as its edges in order: first those with ends, then the closed ones. */
  trace(): number[][] {
    const seen = new Set<number>();
    const lines: number[][] = [];
    const follow = (start: number): number[] => {
      const line: number[] = [];
      let edge = start;
      while (edge !== -1 && !seen.has(edge)) {
        seen.add(edge);
        line.push(edge);
        const next = this.#neighbours[2 * edge]!;
        edge = next !== -1 && !seen.has(next) ? next : this.#neighbours[2 * edge + 1]!;
      }
      lines.push(line);
      return line;
    };
    for (const edge of this.#crossed) {
      if (this.#neighbours[2 * edge + 1] === -1 && !seen.has(edge)) follow(edge);
    }
    for (const edge of this.#crossed) if (!seen.has(edge)) follow(edge).push(edge);
    return lines;
  }
}
