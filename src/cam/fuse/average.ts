import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { EmptyReason, Sign, ValueRange } from '../map/display.ts';
import { displayGrid, emptyReason } from '../map/displayGrid.ts';
import { type Grid, zeroGrid } from '../map/grid.ts';
import { layerMap } from '../map/layerMap.ts';
import { addResized } from '../map/resize.ts';
import { signedRange, signStep } from '../map/sign.ts';
import { mapStatistics } from '../map/statistics.ts';

export interface AverageOptions {
  readonly sign: Sign;
  /** Size of the result: the model's input grid. */
  readonly width: number;
  readonly height: number;
}

export interface LayerAverage {
  /** Values in [0, 1]; of a signed average 0.5 is zero. */
  readonly grid: Grid;
  /** Range of the mean before its own rescaling, unitless, within [0, 1] (signed: [−1, 1]). */
  readonly range: ValueRange;
  /** How many layers went in as zeros because they have nothing to show. */
  readonly empty: number;
  /** Why the average itself shows nothing, or null: the reason its layers share, else `flat`. */
  readonly emptyReason: EmptyReason | null;
}

/**
 * The mean of the layers' heat maps: docs/mathematics.md "All-layer average".
 *
 * Each layer is signed, rescaled by its own range and resized to `width` × `height`; the plain mean over ALL
 * given layers (an empty one counts as zeros) is rescaled once more. Without layers the result is flat zeros.
 *
 * @param maps all layers' raw maps of a run; those of `layers` are used.
 */
export function averageLayers(
  maps: Float32Array,
  layers: readonly LayerInfo[],
  { sign, width, height }: AverageOptions,
): LayerAverage {
  const { sums, emptyReasons } = sumByResolution(maps, layers, sign);
  const mean = zeroGrid(width, height);
  for (const sum of sums) {
    // A bilinear resize is a linear map, so resizing the sum of grids of one size equals summing the resized
    // grids: eleven resizes instead of 155, with the same result but for rounding.
    for (let index = 0; index < sum.data.length; index++) sum.data[index]! /= layers.length;
    addResized(mean, sum);
  }
  // What was negative became positive before the mean was taken: it must not be turned round again.
  const display = displayGrid(mean, sign === 'signed' ? 'signed' : 'positive', null);
  const sharedReason = emptyReasons.every((reason) => reason === emptyReasons[0]) ? emptyReasons[0] : 'flat';
  return {
    grid: display.grid,
    range: display.range,
    empty: emptyReasons.length,
    emptyReason: display.empty === null ? null : (sharedReason ?? 'flat'),
  };
}

/** Adds the layers' rescaled maps up, one grid for each resolution that occurs. */
function sumByResolution(
  maps: Float32Array,
  layers: readonly LayerInfo[],
  sign: Sign,
): { sums: Iterable<Grid>; emptyReasons: EmptyReason[] } {
  const sums = new Map<string, Grid>();
  const emptyReasons: EmptyReason[] = [];
  for (const layer of layers) {
    const map = layerMap(maps, layer);
    const statistics = mapStatistics(map);
    const reason = emptyReason(statistics, sign);
    if (reason !== null) {
      emptyReasons.push(reason);
      continue;
    }
    const key = `${map.width}×${map.height}`;
    const sum = sums.get(key) ?? zeroGrid(map.width, map.height);
    sums.set(key, sum);
    addRescaled(sum.data, map.data, sign, signedRange(statistics, sign));
  }
  return { sums: sums.values(), emptyReasons };
}

/** Signed maps stay about zero, value/maxAbs in [−1, 1], so that evidence for and against cancels in the sum. */
function addRescaled(sum: Float32Array, map: Float32Array, sign: Sign, range: ValueRange): void {
  const origin = sign === 'signed' ? 0 : range.min;
  // The extent is never zero: a range without one is an empty map, which does not come here.
  const factor = 1 / (range.max - origin);
  const { direction, floor } = signStep(sign);
  for (let index = 0; index < sum.length; index++) {
    sum[index]! += (Math.max(direction * map[index]!, floor) - origin) * factor;
  }
}
