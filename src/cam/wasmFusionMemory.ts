import { fusionKernelsBase64 } from './fusionKernelsBinary.ts';

/** See assembly/fusion.ts and assembly/heatMaps.ts. Pointers are byte offsets into the memory. */
export interface WasmFusionExports {
  readonly memory: WebAssembly.Memory;
  readonly freeFrom: { readonly value: number };
  measureMap(map: number, cells: number, range: number): void;
  rescaleMap(map: number, cells: number, direction: number, origin: number, limit: number): void;
  addWeighted(map: number, cells: number, weight: number, sum: number): void;
  weighMap(map: number, width: number, height: number, columns: number, rows: number): number;
  addLayers(
    rule: number,
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
  saturate(values: number, count: number, gain: number): void;
  raiseToPower(values: number, exponents: number, count: number, power: number): void;
}

/** @returns null where WebAssembly is missing, has no SIMD or may not be compiled. */
export function instantiateFusionKernels(): WasmFusionExports | null {
  try {
    const binary = Uint8Array.from(atob(fusionKernelsBase64), (letter) => letter.charCodeAt(0));
    // A few kilobytes: compiling at once is faster than waiting for it.
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary));
    return exports as unknown as WasmFusionExports;
  } catch {
    return null;
  }
}

const pageBytes = 65_536;

/**
 * Places in the memory, one after another, each on 16 bytes; it grows if need be. Whatever lay there before is gone, and
 * views made before are void.
 *
 * @param sizes of the places, in bytes.
 */
export function layOut<Name extends string>(
  { memory, freeFrom }: WasmFusionExports,
  sizes: Record<Name, number>,
): Readonly<Record<Name, number>> {
  const places = { ...sizes };
  let end = Math.ceil(freeFrom.value / 16) * 16;
  for (const name in sizes) {
    places[name] = end;
    end += Math.ceil(sizes[name] / 16) * 16;
  }
  const missing = end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
  return places;
}
