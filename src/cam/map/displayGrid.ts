import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { EmptyReason, Sign, ValueRange } from './display.ts';
import { type Grid, zeroGrid } from './grid.ts';
import { layerMap } from './layerMap.ts';
import { rescale } from './rescale.ts';
import { signedRange } from './sign.ts';
import { mapStatistics } from './statistics.ts';

/** A map after sign and scale, ready to be coloured. */
export interface DisplayGrid {
  /** Values in [0, 1]; of a signed map 0.5 is zero. Of an empty map: zeros everywhere, 0.5 if signed. */
  readonly grid: Grid;
  /**
   * What 0 and 1 stand for, in raw units after the sign step: with sign `negative` these are values of −map.
   * Of an empty map without a given range: the single value it has.
   */
  readonly range: ValueRange;
  readonly empty: EmptyReason | null;
}

/**
 * Steps 1 and 2 of docs/mathematics.md "From map to picture", at the map's own resolution.
 *
 * @param runRange the range shared by a run ({@link runRange}), or null to use this map's own.
 */
export function displayGrid(map: Grid, sign: Sign, runRange: ValueRange | null): DisplayGrid {
  const statistics = mapStatistics(map);
  const ownRange = signedRange(statistics, sign);
  const range = runRange ?? ownRange;
  const empty = statistics.isFinite ? reasonOfRange(statistics, ownRange, runRange) : 'notFinite';
  return { grid: empty === null ? rescale(map, sign, range) : emptyGrid(map, sign), range, empty };
}

/** Why a map of these values shows nothing under its own scale, or null when it does show something. */
export function emptyReason(
  map: ValueRange & { readonly isFinite: boolean },
  sign: Sign,
): EmptyReason | null {
  return map.isFinite ? reasonOfRange(map, signedRange(map, sign), null) : 'notFinite';
}

/**
 * The range shared by all layers of a run: smallest to largest value after the sign step; about zero for
 * signed maps. Layers with numbers that are not finite are left out; without any layer it is 0 to 0.
 */
export function runRange(maps: Float32Array, layers: readonly LayerInfo[], sign: Sign): ValueRange {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const layer of layers) {
    const statistics = mapStatistics(layerMap(maps, layer));
    if (!statistics.isFinite) continue;
    min = Math.min(min, statistics.min);
    max = Math.max(max, statistics.max);
  }
  return min <= max ? signedRange({ min, max }, sign) : { min: 0, max: 0 };
}

function reasonOfRange(raw: ValueRange, own: ValueRange, given: ValueRange | null): EmptyReason | null {
  if (own.max === 0) return raw.min === 0 && raw.max === 0 ? 'flat' : 'oppositeSign';
  // On the run's scale even a flat map has a colour that says something: how it compares with the others.
  const range = given ?? own;
  return range.max > range.min ? null : 'flat';
}

function emptyGrid({ width, height }: Grid, sign: Sign): Grid {
  const grid = zeroGrid(width, height);
  if (sign === 'signed') grid.data.fill(0.5);
  return grid;
}
