import type { RgbPixels } from '../pixels.ts';

/** Which way the bars run. */
export type BarDirection = 'both' | 'vertical' | 'horizontal';

export const barDirections: readonly BarDirection[] = ['both', 'vertical', 'horizontal'];

/**
 * Bars in front of a picture. They are laid out on the square that the model sees, whatever the photo's shape;
 * docs/mathematics.md "Crate". Plain numbers within the limits below, so that two crates that look alike are alike.
 */
export interface Crate {
  /** How many bars stand side by side along one side of the square, each way: whole, 1–20. */
  readonly bars: number;
  /** A bar's share of the space from one bar to the next: 0.05–0.95. */
  readonly thickness: number;
  /** `#rrggbb`, sRGB. */
  readonly colour: string;
  /** Degrees by which the crate is turned about the middle, clockwise: whole, −45 to 45. */
  readonly angle: number;
  /** How far the bars are shifted, as a share of their spacing: 0–0.99. At 0 they stand symmetrically. */
  readonly offset: number;
  readonly direction: BarDirection;
}

export const crateLimits = {
  bars: { min: 1, max: 20, step: 1 },
  thickness: { min: 0.05, max: 0.95, step: 0.01 },
  angle: { min: -45, max: 45, step: 1 },
  offset: { min: 0, max: 0.99, step: 0.01 },
} as const;

/** A corner in the unit square that the model sees: (0, 0) is the upper left, (1, 1) the lower right. */
export type UnitPoint = readonly [x: number, y: number];

/** How far the turned square reaches from its middle, at most: half its diagonal. */
const reach = Math.SQRT1_2;

/**
 * The crate's bars as quadrilaterals in the unit square, for drawing them at any size: what they enclose together is
 * what {@link placeBehindCrate} covers. They reach beyond the square and may overlap.
 */
export function crateBars({ bars, thickness, angle, offset, direction }: Crate): readonly UnitPoint[][] {
  const [cosine, sine] = turn(angle);
  const [first, last] = [Math.floor((0.5 - reach) * bars - 1 - offset), Math.ceil((0.5 + reach) * bars)];
  const shapes: UnitPoint[][] = [];
  for (let bar = first; bar <= last; bar++) {
    const start = (bar + offset + (1 - thickness) / 2) / bars - 0.5;
    const end = start + thickness / bars;
    // A bar lies between two values of `across` and reaches from end to end of the turned square.
    const corners = [
      [start, -reach],
      [end, -reach],
      [end, reach],
      [start, reach],
    ] as const;
    const vertical = corners.map(
      ([across, along]): UnitPoint => [
        0.5 + across * cosine - along * sine,
        0.5 + across * sine + along * cosine,
      ],
    );
    const horizontal = corners.map(
      ([across, along]): UnitPoint => [
        0.5 + along * cosine - across * sine,
        0.5 + along * sine + across * cosine,
      ],
    );
    if (direction !== 'horizontal') shapes.push(vertical);
    if (direction !== 'vertical') shapes.push(horizontal);
  }
  return shapes;
}

/**
 * The picture behind the crate: a new picture of the same size, each byte mixed with the bars' colour by the share of
 * the pixel that they cover, rounded. The share is exact for bars of one direction, whatever their angle; where bars
 * cross in a turned crate it takes the two directions for independent within one pixel.
 */
export function placeBehindCrate(picture: RgbPixels, crate: Crate): RgbPixels {
  const { width, height } = picture;
  const { bars, thickness, angle, offset, direction } = crate;
  const [cosine, sine] = turn(angle);
  const colour = coloursOf(crate.colour);
  const [pixelWidth, pixelHeight] = [1 / width, 1 / height];
  // Seen across the bars, a pixel is the sum of two intervals: its width and its height, each foreshortened.
  const vertical = barShare(bars, thickness, offset, pixelWidth * cosine, pixelHeight * Math.abs(sine));
  const horizontal = barShare(bars, thickness, offset, pixelWidth * Math.abs(sine), pixelHeight * cosine);
  const data = new Uint8Array(picture.data.length);
  for (let row = 0; row < height; row++) {
    const y = (row + 0.5) * pixelHeight - 0.5;
    for (let column = 0; column < width; column++) {
      const x = (column + 0.5) * pixelWidth - 0.5;
      const free =
        (direction === 'horizontal' ? 1 : 1 - vertical(x * cosine + y * sine)) *
        (direction === 'vertical' ? 1 : 1 - horizontal(y * cosine - x * sine));
      const start = (row * width + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const own = picture.data[start + channel]!;
        data[start + channel] = Math.round(colour[channel]! + (own - colour[channel]!) * free);
      }
    }
  }
  return { width, height, data };
}

/** [cos, sin]; both exact for a crate that is not turned. */
function turn(angle: number): readonly [cosine: number, sine: number] {
  const radians = (angle * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

function coloursOf(colour: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

/** Below this share of the other, an interval counts as a point: at a degree it is 0.017. */
const pointShare = 1e-6;

/**
 * The share of a pixel that bars of one direction cover, as a function of where the pixel's middle lies across them
 * (0 is the middle of the square).
 *
 * Let B be 1 on the bars and 0 between them, F its integral and G the integral of F. The pixel is spread across the
 * bars like the convolution of two intervals of widths a and b, so that its share is a second difference of G:
 * (G(x + (a + b)/2) − G(x + (a − b)/2) − G(x − (a − b)/2) + G(x − (a + b)/2)) / (a·b), and (F(x + a/2) − F(x − a/2))/a
 * where b is 0.
 */
function barShare(bars: number, thickness: number, offset: number, a: number, b: number) {
  const spacing = 1 / bars;
  const bar = thickness * spacing;
  const start = (offset + (1 - thickness) / 2) * spacing - 0.5;
  // Plain numbers, no pairs: this runs hundreds of thousands of times for a picture, while a slider moves.
  const wholeSpacings = (x: number) => Math.floor((x - start) / spacing);
  const first = (x: number) => {
    const whole = wholeSpacings(x);
    return whole * bar + Math.min(x - start - whole * spacing, bar);
  };
  const secondOfSpacing = (bar * bar) / 2 + bar * (spacing - bar);
  const second = (x: number) => {
    const whole = wholeSpacings(x);
    const rest = x - start - whole * spacing;
    const covered = Math.min(rest, bar);
    const before = whole * secondOfSpacing + (bar * spacing * whole * (whole - 1)) / 2;
    return before + whole * bar * rest + (covered * covered) / 2 + bar * (rest - covered);
  };
  const [wide, narrow] = a > b ? [a, b] : [b, a];
  if (narrow < wide * pointShare) {
    return (x: number) => (first(x + wide / 2) - first(x - wide / 2)) / wide;
  }
  const [outer, inner] = [(wide + narrow) / 2, (wide - narrow) / 2];
  return (x: number) =>
    (second(x + outer) - second(x + inner) - second(x - inner) + second(x - outer)) / (wide * narrow);
}
