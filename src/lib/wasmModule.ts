/** Small WebAssembly modules of our own, each with a memory of its own. */

/** What every such module exports, beside its kernels. */
export interface WasmModule {
  readonly memory: WebAssembly.Memory;
  /** Memory from here on is the caller's. */
  readonly freeFrom: { readonly value: number };
}

/**
 * A new instance, with a new memory.
 *
 * @param base64 the compiled module
 * @returns null where WebAssembly is missing, has no SIMD or may not be compiled.
 */
export function instantiateWasm<Exports extends WasmModule>(base64: string): Exports | null {
  try {
    const binary = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    // A few kilobytes: compiling at once is faster than waiting for it.
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary));
    return exports as unknown as Exports;
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
 * @throws RangeError where the memory cannot grow so much
 */
export function layOut<Name extends string>(
  { memory, freeFrom }: WasmModule,
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
