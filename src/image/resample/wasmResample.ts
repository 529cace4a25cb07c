import { instantiateWasm, layOut, type WasmModule } from '../../lib/wasmModule.ts';
import type { RgbaPixels, RgbPixels } from '../pixels.ts';
import type { FilterTable } from './filterTable.ts';
import { resampleKernelsBase64 } from './resampleKernelsBinary.ts';
import type { ResamplePasses } from './resamplePasses.ts';

/** See assembly/resample.ts. Pointers are byte offsets into the memory. */
interface ResampleKernels extends WasmModule {
  narrowRows(
    source: number,
    sourceRowBytes: number,
    rows: number,
    starts: number,
    weights: number,
    pairs: number,
    width: number,
    target: number,
    targetRowBytes: number,
  ): void;
  shortenColumns(
    source: number,
    rowBytes: number,
    starts: number,
    weights: number,
    pairs: number,
    height: number,
    target: number,
  ): void;
}

/** A weight's lower part, in bits; what is above has as many and one. */
const lowerBits = 11;
/** Bytes of a pixel. */
const pixel = 4;
/** The second pass goes through so many bytes at once. */
const lane = 16;
/** Rows of a source are taken in by so many bytes at a time, which stay in the processor's cache. */
const chunkBytes = 2 ** 19;

/** A memory that has grown beyond this, for a photo of very many rows, is let go. */
const keptBytes = 2 ** 26;

/** Each resize has one to itself until it is finished; then the next one may have it, memory and all. */
const idle: ResampleKernels[] = [];

/**
 * Both passes in WebAssembly SIMD, to the last bit what the plain ones give.
 *
 * @param photoWidth of the sources
 * @returns null where WebAssembly is missing, has no SIMD or may not be compiled, or memory is short.
 */
export function createWasmPasses(
  photoWidth: number,
  columns: FilterTable,
  rows: FilterTable,
  firstRow: number,
  rowCount: number,
): ResamplePasses | null {
  const kernels = idle.pop() ?? instantiateWasm<ResampleKernels>(resampleKernelsBase64);
  if (kernels === null) return null;
  const width = columns.starts.length;
  const height = rows.starts.length;
  const across = pairWeights(columns);
  const down = pairWeights(rows);
  const sourceRowBytes = photoWidth * pixel;
  const rowBytes = Math.ceil((width * pixel) / lane) * lane;
  const chunkRows = Math.max(1, Math.floor(chunkBytes / sourceRowBytes));
  const places = tryLayOut(kernels, {
    columns: width * Int32Array.BYTES_PER_ELEMENT,
    across: across.parts.byteLength,
    rows: height * Int32Array.BYTES_PER_ELEMENT,
    down: down.parts.byteLength,
    target: height * rowBytes,
    // Pairs without weight are read beyond the end.
    narrowed: (rowCount + 2 * down.pairs) * rowBytes,
    chunk: chunkRows * sourceRowBytes + 2 * across.pairs * pixel,
  });
  if (places === null) return null;
  const { buffer } = kernels.memory;
  new Int32Array(buffer, places.columns, width).set(columns.starts.map((start) => start * pixel));
  new Int16Array(buffer, places.across, across.parts.length).set(across.parts);
  new Int32Array(buffer, places.rows, height).set(rows.starts.map((start) => start - firstRow));
  new Int16Array(buffer, places.down, down.parts.length).set(down.parts);

  return {
    narrow(source, begin, end, at) {
      for (let row = begin; row < end; row += chunkRows) {
        const taken = Math.min(chunkRows, end - row);
        const chunk = new Uint8Array(buffer, places.chunk, taken * sourceRowBytes);
        takeRows(source, row, taken, chunk);
        kernels.narrowRows(
          places.chunk,
          sourceRowBytes,
          taken,
          places.columns,
          places.across,
          across.pairs,
          width,
          places.narrowed + (at + row - begin) * rowBytes,
          rowBytes,
        );
      }
    },
    finish() {
      const { pairs } = down;
      kernels.shortenColumns(
        places.narrowed,
        rowBytes,
        places.rows,
        places.down,
        pairs,
        height,
        places.target,
      );
      const result = withoutAlpha(new Uint8Array(buffer, places.target, height * rowBytes), rowBytes, width);
      if (buffer.byteLength <= keptBytes) idle.push(kernels);
      return result;
    },
  };
}

function tryLayOut<Name extends string>(
  kernels: ResampleKernels,
  sizes: Record<Name, number>,
): Readonly<Record<Name, number>> | null {
  try {
    return layOut(kernels, sizes);
  } catch {
    return null;
  }
}

interface PairedWeights {
  /** For each output position. */
  readonly pairs: number;
  /** As assembly/resample.ts tells: of each pair both lower parts, then both upper ones. */
  readonly parts: Int16Array;
}

function pairWeights({ counts, weights, stride }: FilterTable): PairedWeights {
  const pairs = Math.ceil(counts.reduce((most, count) => Math.max(most, count), 0) / 2);
  const parts = new Int16Array(counts.length * pairs * 4);
  for (const [position, count] of counts.entries()) {
    for (let tap = 0; tap < count; tap++) {
      const weight = weights[position * stride + tap]!;
      const at = (position * pairs + (tap >> 1)) * 4 + (tap & 1);
      parts[at] = weight & ((1 << lowerBits) - 1);
      parts[at + 2] = weight >> lowerBits;
    }
  }
  return { pairs, parts };
}

/** Copies rows as RGBA; what a source without alpha leaves there is not looked at. */
function takeRows(source: RgbPixels | RgbaPixels, row: number, count: number, target: Uint8Array): void {
  const { data, width, height } = source;
  const channels = data.length / (width * height);
  const rowLength = width * channels;
  const rows = data.subarray(row * rowLength, (row + count) * rowLength);
  if (channels === pixel) {
    target.set(rows);
    return;
  }
  for (let read = 0, write = 0; read < rows.length; read += channels, write += pixel) {
    target[write] = rows[read]!;
    target[write + 1] = rows[read + 1]!;
    target[write + 2] = rows[read + 2]!;
  }
}

function withoutAlpha(source: Uint8Array, rowBytes: number, width: number): Uint8Array {
  const rows = source.length / rowBytes;
  const result = new Uint8Array(rows * width * 3);
  let write = 0;
  for (let row = 0; row < rows; row++) {
    let read = row * rowBytes;
    for (let column = 0; column < width; column++, read += pixel, write += 3) {
      result[write] = source[read]!;
      result[write + 1] = source[read + 1]!;
      result[write + 2] = source[read + 2]!;
    }
  }
  return result;
}
