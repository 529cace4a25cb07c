import type { LayerInfo } from '../model/layerGraph.ts';
import type { EmptyReason, Sign } from './display.ts';
import { emptyReason } from './displayGrid.ts';
import { type Grid, zeroGrid } from './grid.ts';
import { layerMap } from './layerMap.ts';
import { axisTable, resize } from './resize.ts';
import { signedRange } from './sign.ts';
import { mapStatistics } from './statistics.ts';

/** Maps of one size, so that what is linear is resized once for all of them. */
interface SizeGroup {
  readonly width: number;
  readonly height: number;
  /** Positions of the group's layers within the stack. */
  readonly members: readonly number[];
}

/**
 * The layers' heat maps in [0, 1], ready to be fused: steps 1–3 of docs/mathematics.md "From map to picture"
 * with the range of each layer, as in "All-layer average". An empty layer is a map of zeros.
 */
export interface LayerStack {
  /** Size of the maps after the resize. */
  readonly width: number;
  readonly height: number;
  /** At each layer's own resolution. */
  readonly maps: readonly Grid[];
  /** Why a layer has nothing to show, or null. */
  readonly emptyReasons: readonly (EmptyReason | null)[];
  readonly groups: readonly SizeGroup[];
  /** Σ over pixels of each resized map. */
  readonly totals: Float32Array;
  /**
   * All resized maps, pixel after pixel: of pixel i layer l has `i * maps.length + l`, so that what is asked per pixel
   * reads its memory in order. 4 bytes × 155 layers × 50,176 pixels = 31 MB for the default model. Made when first
   * asked for and kept; only what is not linear needs it.
   */
  columns(): Float32Array;
}

/**
 * The evidence of one kind, as a stack of maps ≥ 0.
 *
 * @param side which evidence: relu(map) or relu(−map), each rescaled by its own range; or, with sign `signed`,
 *   either of the two divided by max|map|, so that both have one scale.
 */
export function createLayerStack(
  maps: Float32Array,
  layers: readonly LayerInfo[],
  { sign, direction }: { readonly sign: Sign; readonly direction: 1 | -1 },
  width: number,
  height: number,
): LayerStack {
  const emptyReasons: (EmptyReason | null)[] = [];
  const scaled = layers.map((layer) => {
    const map = layerMap(maps, layer);
    const statistics = mapStatistics(map);
    const reason = emptyReason(statistics, sign);
    emptyReasons.push(reason);
    const result = zeroGrid(map.width, map.height);
    if (reason !== null) return result;
    const range = signedRange(statistics, sign);
    const origin = sign === 'signed' ? 0 : range.min;
    // The extent is never zero: a range without one is an empty map.
    const factor = 1 / (range.max - origin);
    for (let index = 0; index < result.data.length; index++) {
      result.data[index] = (Math.max(direction * map.data[index]!, 0) - origin) * factor;
    }
    return result;
  });
  const groups = groupBySize(scaled);
  let columns: Float32Array | null = null;
  return {
    width,
    height,
    maps: scaled,
    emptyReasons,
    groups,
    totals: layerTotals({ width, height, maps: scaled, groups }, new Float32Array(width * height).fill(1)),
    columns: () => {
      columns ??= stackColumns(scaled, width, height);
      return columns;
    },
  };
}

/**
 * Σ_l weights_l · L_l at the stack's size. Linear, hence summed at each resolution and resized once per resolution.
 *
 * @param weights one per layer.
 */
export function sumLayers(
  { width, height, maps, groups }: LayerStack,
  weights: ArrayLike<number>,
): Float32Array {
  const total = new Float32Array(width * height);
  for (const group of groups) {
    const sum = zeroGrid(group.width, group.height);
    for (const position of group.members) {
      const weight = weights[position]!;
      if (weight === 0) continue;
      const { data } = maps[position]!;
      for (let index = 0; index < data.length; index++) sum.data[index]! += weight * data[index]!;
    }
    const { data } = resize(sum, width, height);
    for (let index = 0; index < total.length; index++) total[index]! += data[index]!;
  }
  return total;
}

/**
 * Σ over pixels of gain ⊙ L_l for every layer, without resizing one: ⟨gain, resize(L)⟩ = ⟨resizeᵀ(gain), L⟩.
 *
 * @param gain a factor for every pixel, at the stack's size.
 */
export function layerTotals(
  stack: Pick<LayerStack, 'width' | 'height' | 'maps' | 'groups'>,
  gain: Float32Array,
): Float32Array {
  const totals = new Float32Array(stack.maps.length);
  for (const group of stack.groups) {
    const spread = resizeTransposed(stack, gain, group);
    for (const position of group.members) {
      const { data } = stack.maps[position]!;
      let total = 0;
      for (let index = 0; index < data.length; index++) total += data[index]! * spread[index]!;
      totals[position] = total;
    }
  }
  return totals;
}

/** The transpose of `resize`: every pixel's gain goes back to the four cells that it was interpolated from. */
function resizeTransposed(
  stack: Pick<LayerStack, 'width' | 'height'>,
  gain: Float32Array,
  to: SizeGroup,
): Float32Array {
  const columns = axisTable(to.width, stack.width);
  const rows = axisTable(to.height, stack.height);
  const result = new Float32Array(to.width * to.height);
  const line = new Float32Array(to.width);
  for (let row = 0; row < stack.height; row++) {
    line.fill(0);
    for (let column = 0; column < stack.width; column++) {
      const value = gain[row * stack.width + column]!;
      line[columns.first[column]!]! += value * (1 - columns.share[column]!);
      line[columns.second[column]!]! += value * columns.share[column]!;
    }
    const share = rows.share[row]!;
    const upper = rows.first[row]! * to.width;
    const lower = rows.second[row]! * to.width;
    for (let column = 0; column < to.width; column++) {
      result[upper + column]! += line[column]! * (1 - share);
      result[lower + column]! += line[column]! * share;
    }
  }
  return result;
}

function stackColumns(maps: readonly Grid[], width: number, height: number): Float32Array {
  const columns = new Float32Array(maps.length * width * height);
  for (const [position, map] of maps.entries()) {
    const { data } = resize(map, width, height);
    for (let index = 0; index < data.length; index++) columns[index * maps.length + position] = data[index]!;
  }
  return columns;
}

function groupBySize(maps: readonly Grid[]): readonly SizeGroup[] {
  const groups = new Map<string, { width: number; height: number; members: number[] }>();
  for (const [position, { width, height }] of maps.entries()) {
    const key = `${width}×${height}`;
    const group = groups.get(key) ?? { width, height, members: [] };
    groups.set(key, group);
    group.members.push(position);
  }
  return [...groups.values()];
}
