import type { FusionKernels } from './fusionKernels.ts';
import { fusionKernelsBase64 } from './fusionKernelsBinary.ts';
import type { ResizedStack, SizeGroup } from './fusionStack.ts';
import { type AxisTable, axisTable } from './resize.ts';

/** See assembly/fusion.ts. Pointers are byte offsets into the memory. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly freeFrom: { readonly value: number };
  addLayers(
    isProduct: boolean,
    maps: number,
    labels: number,
    count: number,
    sourceWidth: number,
    sourceHeight: number,
    columns: number,
    rows: number,
    width: number,
    height: number,
    added: number,
    lines: number,
    values: number,
    marks: number,
  ): void;
  raiseToPower(values: number, exponents: number, count: number, power: number): void;
}

/** The kernel works on so many columns at once. */
const tileWidth = 16;

const pageBytes = 65_536;

interface Rule {
  readonly isProduct: boolean;
  /** What every pixel has before the first layer. */
  readonly start: number;
  /** To every value of every layer. */
  readonly added: number;
}

/** Views of the kernel's memory, good until its next use: first the stack's pixels, then nothing of meaning. */
interface Result {
  readonly values: Float32Array;
  readonly marks: Int32Array;
}

/** @returns null where WebAssembly is missing, has no SIMD or may not be compiled. */
export function createWasmFusionKernels(): FusionKernels | null {
  let kernels: Exports;
  try {
    const binary = Uint8Array.from(atob(fusionKernelsBase64), (letter) => letter.charCodeAt(0));
    // A few kilobytes: compiling at once is faster than waiting for it.
    kernels = new WebAssembly.Instance(new WebAssembly.Module(binary)).exports as unknown as Exports;
  } catch {
    return null;
  }
  const { memory } = kernels;

  /** Takes the members, group by group, into a result that starts from {@link Rule}. */
  function addAll(
    stack: ResizedStack,
    members: readonly number[],
    { isProduct, start, added }: Rule,
  ): Result {
    const width = Math.ceil(stack.width / tileWidth) * tileWidth;
    const { height } = stack;
    const isMember = new Set(members);
    const groups = stack.groups.map((group) => ({
      ...group,
      members: group.members.filter((position) => isMember.has(position)),
    }));
    const mostOf = (size: (group: SizeGroup) => number) => Math.max(0, ...groups.map(size));
    const mostMembers = mostOf((group) => group.members.length);
    let end = Math.ceil(kernels.freeFrom.value / 16) * 16;
    const reserve = (numbers: number) => {
      const place = end;
      end += Math.ceil(numbers / 4) * 16;
      return place;
    };
    const values = reserve(width * height);
    const marks = reserve(width * height);
    const columns = reserve(3 * width);
    const rows = reserve(3 * height);
    const labels = reserve(mostMembers);
    const lines = reserve(2 * mostMembers * width);
    const maps = reserve(mostOf((group) => group.members.length * group.width * group.height));
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    const { buffer } = memory;
    const result = {
      values: new Float32Array(buffer, values, width * height).fill(start),
      marks: new Int32Array(buffer, marks, width * height).fill(0),
    };
    for (const { width: sourceWidth, height: sourceHeight, members: positions } of groups) {
      const cells = sourceWidth * sourceHeight;
      if (cells === 0) continue;
      positions.forEach((position, index) => {
        new Float32Array(buffer, maps + 4 * index * cells, cells).set(stack.maps[position]!.data);
      });
      new Int32Array(buffer, labels, positions.length).set(positions);
      writeTable(buffer, columns, axisTable(sourceWidth, stack.width), width);
      writeTable(buffer, rows, axisTable(sourceHeight, height), height);
      kernels.addLayers(
        isProduct,
        maps,
        labels,
        positions.length,
        sourceWidth,
        sourceHeight,
        columns,
        rows,
        width,
        height,
        added,
        lines,
        values,
        marks,
      );
    }
    if (isProduct) kernels.raiseToPower(values, marks, width * height, 1 / Math.max(members.length, 1));
    for (let row = 1; width > stack.width && row < height; row++) {
      for (const numbers of [result.values, result.marks]) {
        numbers.copyWithin(row * stack.width, row * width, row * width + stack.width);
      }
    }
    return result;
  }

  return {
    largest(stack, members) {
      const { values, marks } = addAll(stack, members, { isProduct: false, start: -1, added: 0 });
      const pixels = stack.width * stack.height;
      return { values: values.slice(0, pixels), winners: marks.slice(0, pixels) };
    },
    geometricMean(stack, members, floor) {
      const { values } = addAll(stack, members, { isProduct: true, start: 1, added: floor });
      return values.slice(0, stack.width * stack.height);
    },
  };
}

/** See assembly/fusion.ts; columns that the result has beyond the stack's repeat the first cell. */
function writeTable(
  buffer: ArrayBuffer,
  place: number,
  { first, second, share }: AxisTable,
  length: number,
): void {
  const cells = new Int32Array(buffer, place, 2 * length).fill(0);
  cells.set(first);
  cells.set(second, length);
  new Float32Array(buffer, place + 8 * length, length).fill(0).set(share);
}
