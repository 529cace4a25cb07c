import { layOut } from '../../lib/wasmModule.ts';
import { evidenceScale } from '../map/evidenceSide.ts';
import { type AxisTable, axisTable } from '../map/resize.ts';
import type { FusionKernels } from './fusionKernels.ts';
import type { ResizedStack, SizeGroup } from './resizedStack.ts';
import { instantiateFusionKernels, type WasmFusionExports } from './wasmFusionMemory.ts';

/** What becomes of the layers at a pixel: numbers of assembly/fusion.ts. */
const rules = { sum: 0, largest: 1, product: 2 } as const;

/** The kernels work on so many columns at once. */
const tileWidth = 16;

/** Bytes of a float32 or an int32, and of a float64. */
const single = 4;
const double = 8;

/**
 * The same as the plain ones within rounding, in WebAssembly SIMD. Maps are copied into the kernels' memory, results out of
 * it; nothing stays there.
 *
 * @returns null where WebAssembly is missing, has no SIMD or may not be compiled.
 */
export function createWasmFusionKernels(): FusionKernels | null {
  const kernels = instantiateFusionKernels();
  if (kernels === null) return null;
  /** Memory for the next rescaled maps: new memory costs as much as rescaling them. */
  let spare: Float32Array | null = null;
  /** What was handed out: of anything else, a run's raw maps say, nothing may be put in the place. */
  const made = new WeakSet<ArrayBufferLike>();
  return {
    rescale(maps, side) {
      const cells = maps.reduce((sum, { data }) => sum + data.length, 0);
      const places = layOut(kernels, { range: 3 * single, maps: cells * single });
      const range = new Float32Array(kernels.memory.buffer, places.range, 3);
      const all = new Float32Array(kernels.memory.buffer, places.maps, cells);
      let end = 0;
      const scaled = maps.map(({ width, height, data }) => {
        const start = end;
        end += data.length;
        all.set(data, start);
        const place = places.maps + start * single;
        range.fill(0);
        if (data.length > 0) kernels.measureMap(place, data.length, places.range);
        const [min = 0, max = 0, doubt = 0] = range;
        const { empty, origin, limit } = evidenceScale({ min, max, isFinite: doubt === 0 }, side);
        if (empty === null) kernels.rescaleMap(place, data.length, side.direction, origin, limit);
        else all.fill(0, start, end);
        return { width, height, start, end, empty };
      });
      const copy = spare?.length === cells ? spare : new Float32Array(cells);
      made.add(copy.buffer);
      spare = null;
      copy.set(all);
      return {
        maps: scaled.map(({ width, height, start, end: stop }) => ({
          width,
          height,
          data: copy.subarray(start, stop),
        })),
        emptyReasons: scaled.map(({ empty }) => empty),
      };
    },

    reuse(maps) {
      const buffer = maps[0]?.data.buffer;
      if (buffer && made.has(buffer)) spare = new Float32Array(buffer);
    },

    totals(stack) {
      const places = layOut(kernels, {
        columns: mostOf(stack.groups, ({ width }) => width) * double,
        rows: mostOf(stack.groups, ({ height }) => height) * double,
        map: mostOf(stack.groups, ({ width, height }) => width * height) * single,
      });
      const { buffer } = kernels.memory;
      const totals = new Float32Array(stack.maps.length);
      for (const { width, height, members } of stack.groups) {
        new Float64Array(buffer, places.columns, width).set(cellWeights(width, stack.width));
        new Float64Array(buffer, places.rows, height).set(cellWeights(height, stack.height));
        const map = new Float32Array(buffer, places.map, width * height);
        for (const position of members) {
          map.set(stack.maps[position]!.data);
          totals[position] = kernels.weighMap(places.map, width, height, places.columns, places.rows);
        }
      }
      return totals;
    },

    sum(stack, weights) {
      const cells = mostOf(stack.groups, ({ width, height }) => width * height) * single;
      const places = layOut(kernels, { ...resultSizes(stack, 1), maps: cells, map: cells });
      const { buffer } = kernels.memory;
      startResult(kernels, stack, places, 0);
      for (const group of stack.groups) {
        const members = group.members.filter((position) => weights[position] !== 0);
        const map = new Float32Array(buffer, places.map, group.width * group.height);
        new Float32Array(buffer, places.maps, map.length).fill(0);
        for (const position of members) {
          map.set(stack.maps[position]!.data);
          kernels.addWeighted(places.map, map.length, weights[position]!, places.maps);
        }
        addGroup(kernels, stack, places, group, Math.min(members.length, 1), { rule: rules.sum, added: 0 });
      }
      return readResult(kernels, stack, places).values;
    },

    saturatedMaximum(stack, members, gain) {
      const places = combine(kernels, stack, members, { rule: rules.largest, start: -1, added: 0 });
      kernels.saturate(places.values, paddedWidth(stack) * stack.height, gain);
      const { values, marks } = readResult(kernels, stack, places);
      return { values, winners: marks };
    },

    geometricMean(stack, members, floor) {
      const places = combine(kernels, stack, members, { rule: rules.product, start: 1, added: floor });
      const pixels = paddedWidth(stack) * stack.height;
      kernels.raiseToPower(places.values, places.marks, pixels, 1 / members.length);
      return readResult(kernels, stack, places).values;
    },
  };
}

interface Combination {
  readonly rule: number;
  /** What every pixel has before the first layer. */
  readonly start: number;
  /** To every value of every layer. */
  readonly added: number;
}

/** Where `addLayers` finds and leaves its numbers. */
interface ResultPlaces {
  readonly values: number;
  readonly marks: number;
  readonly columns: number;
  readonly rows: number;
  readonly labels: number;
  readonly lines: number;
  readonly maps: number;
}

/** Takes the members, group by group, into a result. */
function combine(
  kernels: WasmFusionExports,
  stack: ResizedStack,
  members: readonly number[],
  { rule, start, added }: Combination,
): ResultPlaces {
  const isMember = new Set(members);
  const groups = stack.groups.map((group) => ({
    ...group,
    members: group.members.filter((position) => isMember.has(position)),
  }));
  const maps = mostOf(groups, (group) => group.members.length * group.width * group.height) * single;
  const most = mostOf(groups, (group) => group.members.length);
  const places = layOut(kernels, { ...resultSizes(stack, most), maps });
  const { buffer } = kernels.memory;
  startResult(kernels, stack, places, start);
  for (const group of groups) {
    const cells = group.width * group.height;
    group.members.forEach((position, index) => {
      new Float32Array(buffer, places.maps + index * cells * single, cells).set(stack.maps[position]!.data);
    });
    new Int32Array(buffer, places.labels, group.members.length).set(group.members);
    addGroup(kernels, stack, places, group, group.members.length, { rule, added });
  }
  return places;
}

/** Bytes for a result of up to `most` layers at a time, but for the layers. */
function resultSizes(stack: ResizedStack, most: number): Record<Exclude<keyof ResultPlaces, 'maps'>, number> {
  const width = paddedWidth(stack);
  const pixels = width * stack.height * single;
  return {
    values: pixels,
    marks: pixels,
    columns: 3 * width * single,
    rows: 3 * stack.height * single,
    labels: most * single,
    lines: 2 * most * width * single,
  };
}

function startResult(
  { memory }: WasmFusionExports,
  stack: ResizedStack,
  { values, marks }: ResultPlaces,
  start: number,
): void {
  const pixels = paddedWidth(stack) * stack.height;
  new Float32Array(memory.buffer, values, pixels).fill(start);
  new Int32Array(memory.buffer, marks, pixels).fill(0);
}

/** Takes `count` layers of a group's size, which lie in the memory, into the result. */
function addGroup(
  kernels: WasmFusionExports,
  stack: ResizedStack,
  { values, marks, columns, rows, labels, lines, maps }: ResultPlaces,
  { width, height }: SizeGroup,
  count: number,
  { rule, added }: Pick<Combination, 'rule' | 'added'>,
): void {
  if (width * height === 0 || count === 0) return;
  const padded = paddedWidth(stack);
  writeTable(kernels, columns, axisTable(width, stack.width), padded);
  writeTable(kernels, rows, axisTable(height, stack.height), stack.height);
  kernels.addLayers(
    rule,
    maps,
    labels,
    count,
    width,
    height,
    columns,
    rows,
    padded,
    stack.height,
    added,
    lines,
    values,
    marks,
  );
}

/** As assembly/fusion.ts wants it; columns that the result has beyond the stack's repeat the first cell. */
function writeTable(
  { memory }: WasmFusionExports,
  place: number,
  { first, second, share }: AxisTable,
  length: number,
): void {
  const cells = new Int32Array(memory.buffer, place, 2 * length).fill(0);
  cells.set(first);
  cells.set(second, length);
  new Float32Array(memory.buffer, place + 2 * length * single, length).fill(0).set(share);
}

/** A result without the columns that the stack has not. */
function readResult(
  { memory }: WasmFusionExports,
  stack: ResizedStack,
  places: ResultPlaces,
): { readonly values: Float32Array; readonly marks: Int32Array } {
  const { width, height } = stack;
  const padded = paddedWidth(stack);
  const values = new Float32Array(memory.buffer, places.values, padded * height);
  const marks = new Int32Array(memory.buffer, places.marks, padded * height);
  for (let row = 1; padded > width && row < height; row++) {
    values.copyWithin(row * width, row * padded, row * padded + width);
    marks.copyWithin(row * width, row * padded, row * padded + width);
  }
  return { values: values.slice(0, width * height), marks: marks.slice(0, width * height) };
}

function paddedWidth({ width }: ResizedStack): number {
  return Math.ceil(width / tileWidth) * tileWidth;
}

function mostOf(groups: readonly SizeGroup[], size: (group: SizeGroup) => number): number {
  return groups.reduce((most, group) => Math.max(most, size(group)), 0);
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
