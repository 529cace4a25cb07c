import type { LayerInfo } from '../model/layerGraph.ts';
import type { EmptyReason, Sign } from './display.ts';
import { emptyReason } from './displayGrid.ts';
import { type Grid, zeroGrid } from './grid.ts';
import { layerMap } from './layerMap.ts';
import { addResized, axisTable } from './resize.ts';
import { signedRange } from './sign.ts';
import { mapStatistics } from './statistics.ts';

/** Layers whose maps have one size, so that they are resized alike. */
export interface SizeGroup {
  readonly width: number;
  readonly height: number;
  /** Positions of the group's layers within the stack, rising. */
  readonly members: readonly number[];
}

/** Maps in [0, 1] at their own resolutions, and the size that they are resized to. */
export interface ResizedStack {
  readonly width: number;
  readonly height: number;
  readonly maps: readonly Grid[];
  readonly groups: readonly SizeGroup[];
}

/**
 * The layers' heat maps in [0, 1], ready to be fused: steps 1–3 of docs/mathematics.md "From map to picture"
 * with the range of each layer, as in "All-layer average". An empty layer is a map of zeros.
 */
export interface LayerStack extends ResizedStack {
  /** Why a layer has nothing to show, or null. */
  readonly emptyReasons: readonly (EmptyReason | null)[];
  /** Σ over pixels of each resized map. */
  readonly totals: Float32Array;
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
    if (reason !== null) return zeroGrid(map.width, map.height);
    const range = signedRange(statistics, sign);
    const origin = sign === 'signed' ? 0 : range.min;
    // The extent is never zero: a range without one is an empty map.
    return scaleMap(map, direction, origin, 1 / (range.max - origin));
  });
  const stack = { width, height, maps: scaled, groups: groupBySize(scaled) };
  return { ...stack, emptyReasons, totals: pixelTotals(stack) };
}

/** relu(direction × map), from `origin` to 0 and with `factor` to 1. */
function scaleMap(map: Grid, direction: 1 | -1, origin: number, factor: number): Grid {
  const { width, height, data } = map;
  const scaled = new Float32Array(data.length);
  for (let index = 0; index < scaled.length; index++) {
    scaled[index] = (Math.max(direction * data[index]!, 0) - origin) * factor;
  }
  return { width, height, data: scaled };
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
  const total = zeroGrid(width, height);
  for (const group of groups) {
    const members = group.members.filter((position) => weights[position] !== 0);
    if (members.length === 0) continue;
    const sum = zeroGrid(group.width, group.height);
    for (const position of members) addTimes(sum.data, maps[position]!.data, weights[position]!);
    addResized(total, sum);
  }
  return total.data;
}

function addTimes(sum: Float32Array, data: Float32Array, factor: number): void {
  for (let index = 0; index < sum.length; index++) sum[index]! += factor * data[index]!;
}

/**
 * Σ over pixels of gain ⊙ L_l for every layer, without resizing one: ⟨gain, resize(L)⟩ = ⟨resizeᵀ(gain), L⟩.
 *
 * @param gain a factor for every pixel, at the stack's size.
 */
export function layerTotals(stack: ResizedStack, gain: Float32Array): Float32Array {
  return weighCells(stack, (group) => resizeTransposed(stack, gain, group));
}

/** The same for a gain of 1 everywhere: a cell counts as often as its row times as often as its column. */
function pixelTotals(stack: ResizedStack): Float32Array {
  return weighCells(stack, ({ width, height }) => {
    const columns = cellWeights(width, stack.width);
    const rows = cellWeights(height, stack.height);
    const weights = new Float32Array(width * height);
    for (let row = 0, at = 0; row < height; row++) {
      for (let column = 0; column < width; column++, at++) weights[at] = rows[row]! * columns[column]!;
    }
    return weights;
  });
}

/** Along one axis: how much of all positions comes from each cell. */
function cellWeights(sourceLength: number, length: number): Float64Array {
  const { first, second, share } = axisTable(sourceLength, length);
  const weights = new Float64Array(sourceLength);
  for (let index = 0; index < length; index++) {
    weights[first[index]!]! += 1 - share[index]!;
    weights[second[index]!]! += share[index]!;
  }
  return weights;
}

/** Σ over cells of weights ⊙ L_l for every layer, at its own resolution. */
function weighCells(
  { maps, groups }: ResizedStack,
  weightsOf: (group: SizeGroup) => Float32Array,
): Float32Array {
  const totals = new Float32Array(maps.length);
  for (const group of groups) {
    const weights = weightsOf(group);
    for (const position of group.members) totals[position] = dotProduct(weights, maps[position]!.data);
  }
  return totals;
}

function dotProduct(a: Float32Array, b: Float32Array): number {
  let total = 0;
  for (let index = 0; index < a.length; index++) total += a[index]! * b[index]!;
  return total;
}

/** The transpose of `resize`: every pixel's gain goes back to the four cells that it was interpolated from. */
function resizeTransposed(
  { width, height }: Pick<ResizedStack, 'width' | 'height'>,
  gain: Float32Array,
  to: SizeGroup,
): Float32Array {
  const columns = axisTable(to.width, width);
  const rows = axisTable(to.height, height);
  // Rows first, so that few of them are left for the columns.
  const lines = new Float32Array(to.height * width);
  for (let row = 0, at = 0; row < height; row++) {
    const share = rows.share[row]!;
    let upper = rows.first[row]! * width;
    let lower = rows.second[row]! * width;
    for (const end = at + width; at < end; at++, upper++, lower++) {
      lines[upper]! += gain[at]! * (1 - share);
      lines[lower]! += gain[at]! * share;
    }
  }
  const result = new Float32Array(to.width * to.height);
  for (let row = 0, at = 0; row < to.height; row++) {
    const start = row * to.width;
    for (let column = 0; column < width; column++, at++) {
      const share = columns.share[column]!;
      result[start + columns.first[column]!]! += lines[at]! * (1 - share);
      result[start + columns.second[column]!]! += lines[at]! * share;
    }
  }
  return result;
}

function groupBySize(maps: readonly Grid[]): readonly SizeGroup[] {
  const groups: { width: number; height: number; members: number[] }[] = [];
  for (const [position, { width, height }] of maps.entries()) {
    const group = groups.find((other) => other.width === width && other.height === height);
    if (group) group.members.push(position);
    else groups.push({ width, height, members: [position] });
  }
  return groups;
}
