/** From coloured pixels to places in a palette of 256. Pure. */

export type RgbColour = readonly [red: number, green: number, blue: number];

/** `softRows` is how many rows from the top are photo; what is below them has flat colours, which stay flat. */
export type PaletteMapper = (
  rgba: Uint8ClampedArray,
  width: number,
  softRows: number,
) => Uint8Array<ArrayBuffer>;

/** The cube of colours is looked up in cells of 8 levels. */
const CELL_BITS = 5;
const CELLS = 1 << CELL_BITS;
const CELL_SIZE = 256 / CELLS;

/** How bright the eye sees red, green and blue, roughly: errors count by it. */
const WEIGHTS = [3, 6, 1] as const;

/** An 8 × 8 ordered dither matrix (Bayer 1973) with the values 0–63, each once. */
const bayer = makeBayer(8);

/**
 * Returns a function that finds, for each RGBA pixel (alpha is ignored), the place of the nearest colour in `palette`
 * (at most 256 colours). Pixels of the soft rows are first shifted by an ordered pattern of ±`spread` / 2 levels, which turns bands
 * into a fine grain that stands still from frame to frame.
 */
export function createPaletteMapper(palette: readonly RgbColour[], spread: number): PaletteMapper {
  const table = nearestTable(palette);
  const shifts = Float32Array.from(bayer, (value) => ((value + 0.5) / 64 - 0.5) * spread);
  return (rgba, width, softRows) => {
    const out = new Uint8Array(rgba.length / 4);
    const soft = width * softRows;
    for (let index = 0, at = 0; index < out.length; index++, at += 4) {
      const shift = index < soft ? shifts[(((index / width) & 7) << 3) | ((index % width) & 7)]! : 0;
      out[index] =
        table[
          (cellOf(rgba[at]! + shift) << (2 * CELL_BITS)) |
            (cellOf(rgba[at + 1]! + shift) << CELL_BITS) |
            cellOf(rgba[at + 2]! + shift)
        ]!;
    }
    return out;
  };
}

function cellOf(level: number): number {
  return level <= 0 ? 0 : level >= 255 ? CELLS - 1 : (level / CELL_SIZE) | 0;
}

/** For the middle of each cell of the cube, the nearest colour. */
function nearestTable(palette: readonly RgbColour[]): Uint8Array {
  const table = new Uint8Array(CELLS ** 3);
  const middle = (cell: number) => (cell + 0.5) * CELL_SIZE;
  let at = 0;
  for (let red = 0; red < CELLS; red++) {
    for (let green = 0; green < CELLS; green++) {
      for (let blue = 0; blue < CELLS; blue++) {
        table[at++] = nearest(palette, middle(red), middle(green), middle(blue));
      }
    }
  }
  return table;
}

function nearest(palette: readonly RgbColour[], red: number, green: number, blue: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index < palette.length; index++) {
    const colour = palette[index]!;
    const distance =
      WEIGHTS[0] * (colour[0] - red) ** 2 +
      WEIGHTS[1] * (colour[1] - green) ** 2 +
      WEIGHTS[2] * (colour[2] - blue) ** 2;
    if (distance < least) {
      least = distance;
      best = index;
    }
  }
  return best;
}

/** Each quarter of a matrix is the smaller one, four times as far apart. */
function makeBayer(side: number): readonly number[] {
  if (side === 1) return [0];
  const half = side / 2;
  const smaller = makeBayer(half);
  const offsets = [0, 2, 3, 1];
  return Array.from({ length: side * side }, (_, index) => {
    const [x, y] = [index % side, Math.floor(index / side)];
    const quarter = (y >= half ? 2 : 0) + (x >= half ? 1 : 0);
    return 4 * smaller[(y % half) * half + (x % half)]! + offsets[quarter]!;
  });
}
