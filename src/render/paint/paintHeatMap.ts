/** From one map, or a mix of two, to coloured pixels on a small raster. Pure; buffers are reused. */
import type { Grid } from '../../cam/map/grid.ts';
import type { Scene } from '../api.ts';
import { type Colours, colourTable } from './colourMaps.ts';
import { createFieldCache } from './fieldCache.ts';

/** Opaque RGBA, row-major; belongs to the painter and is overwritten by the next call. */
export interface HeatMapRaster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

export type HeatMapSpec = Pick<Scene, 'from' | 'to' | 'blend' | 'colours' | 'smooth'>;

/**
 * Cells along one side of the working raster. The default model's input is 224², and finer detail than
 * that is not in its maps; the canvas scales the rest.
 */
export const RASTER_LIMIT = 224;

/**
 * Returns a painter of heat maps. Values of [0, 1] are coloured through the table, values beyond saturate
 * and NaN counts as 0; two maps are mixed by value, not by colour, so the mix stays on the colour map.
 * Smooth maps are painted `smoothSide` pixels wide and high (at most {@link RASTER_LIMIT}), cells one pixel
 * each where possible. Null when there is no map.
 */
export function createHeatMapPainter(): (spec: HeatMapSpec, smoothSide?: number) => HeatMapRaster | null {
  const fieldOf = createFieldCache();
  let raster: HeatMapRaster = { width: 0, height: 0, data: new Uint8ClampedArray(0) };
  let pixels = new Uint32Array(0);

  return ({ from, to, blend, colours, smooth }, smoothSide = RASTER_LIMIT) => {
    if (!from) return null;
    const side = Math.min(RASTER_LIMIT, smoothSide);
    const mixed = to !== null && blend > 0 && to !== from ? to : null;
    const { width, height } = smooth ? { width: side, height: side } : cellRaster(from, mixed);
    if (width !== raster.width || height !== raster.height) {
      const data = new Uint8ClampedArray(width * height * 4);
      raster = { width, height, data };
      pixels = new Uint32Array(data.buffer);
    }
    const sampling = smooth ? 'smooth' : 'cells';
    const first = fieldOf(from, width, height, sampling).data;
    const second = mixed ? fieldOf(mixed, width, height, sampling).data : first;
    paintMix(first, second, blend, paletteOf(colours), pixels);
    return raster;
  };
}

function paintMix(
  first: Float32Array,
  second: Float32Array,
  blend: number,
  palette: Uint32Array,
  out: Uint32Array,
): void {
  for (let index = 0; index < out.length; index++) {
    const low = first[index]!;
    const value = low + (second[index]! - low) * blend;
    // Every comparison with NaN is false, so NaN ends at 0 like all that is not above it.
    const held = value > 0 ? Math.min(value, 1) : 0;
    out[index] = palette[(held * 255 + 0.5) | 0]!;
  }
}

/**
 * The smallest raster on which the cells of both maps are whole (7, 14, 28, 56 and 112 all divide the
 * limit); maps for which there is none get the largest.
 */
function cellRaster(from: Grid, to: Grid | null): { width: number; height: number } {
  return {
    width: commonCells(from.width, to?.width ?? from.width),
    height: commonCells(from.height, to?.height ?? from.height),
  };
}

function commonCells(first: number, second: number): number {
  return Math.min(RASTER_LIMIT, (first * second) / greatestCommonDivisor(first, second));
}

function greatestCommonDivisor(first: number, second: number): number {
  return second === 0 ? first : greatestCommonDivisor(second, first % second);
}

const palettes = new Map<Colours, Uint32Array>();

/** The colour table as opaque pixels in memory order, so that a pixel is one 32-bit write. */
function paletteOf(colours: Colours): Uint32Array {
  let palette = palettes.get(colours);
  if (!palette) {
    const table = colourTable(colours);
    const bytes = new Uint8Array(256 * 4).fill(255);
    for (let index = 0; index < 256; index++) bytes.set(table.subarray(index * 3, index * 3 + 3), index * 4);
    palette = new Uint32Array(bytes.buffer);
    palettes.set(colours, palette);
  }
  return palette;
}
