import type { LayerInfo } from '../model/layerGraph.ts';
import type { EmptyReason, Sign } from './display.ts';
import { emptyReason } from './displayGrid.ts';
import { type Grid, zeroGrid } from './grid.ts';
import {
  type GroupMaximum,
  type GroupParts,
  type GroupProduct,
  groupMaximum,
  groupProduct,
  mostFactors,
  type ResizedStack,
  rememberGroups,
  type SizeGroup,
} from './groupFusion.ts';
import { layerMap } from './layerMap.ts';
import { axisTable, resize } from './resize.ts';
import { signedRange } from './sign.ts';
import { mapStatistics } from './statistics.ts';

/**
 * The layers' heat maps in [0, 1], ready to be fused: steps 1–3 of docs/mathematics.md "From map to picture"
 * with the range of each layer, as in "All-layer average". An empty layer is a map of zeros.
 */
export interface LayerStack extends ResizedStack {
  /** Why a layer has nothing to show, or null. */
  readonly emptyReasons: readonly (EmptyReason | null)[];
  readonly groups: readonly SizeGroup[];
  /** Σ over pixels of each resized map. */
  readonly totals: Float32Array;
  readonly maxima: GroupParts<GroupMaximum>;
  readonly products: GroupParts<GroupProduct>;
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
  const stack = { width, height, maps: scaled };
  const groups = groupBySize(scaled);
  return {
    ...stack,
    emptyReasons,
    groups,
    totals: layerTotals({ ...stack, groups }, new Float32Array(width * height).fill(1)),
    maxima: rememberGroups(groups, (group, members) => groupMaximum(stack, group, members)),
    products: rememberGroups(groups, (group, members) => groupProduct(stack, group, members)),
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

function groupBySize(maps: readonly Grid[]): readonly SizeGroup[] {
  const groups: { width: number; height: number; members: number[] }[] = [];
  for (const [position, { width, height }] of maps.entries()) {
    const group = groups.findLast((other) => other.width === width && other.height === height);
    if (group && group.members.length < mostFactors) group.members.push(position);
    else groups.push({ width, height, members: [position] });
  }
  return groups;
}
