/**
 * What pure code uses beyond the language. Browsers, their workers and Node all have it, but each of their type
 * libraries brings a whole world along.
 */

/** Bytes, one per character, of base64. */
declare function atob(base64: string): string;

declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    readonly exports: Readonly<Record<string, unknown>>;
    constructor(module: Module);
  }
  class Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Global {
    readonly value: unknown;
  }
}

/** UTF-8 only; a fatal one throws for bytes that are none. */
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean });
  decode(bytes?: Uint8Array): string;
}
