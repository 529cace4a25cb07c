/**
 * The backends beside those that @tensorflow/tfjs brings itself (webgl and cpu). Imported by the worker;
 * in Node the tests register WebAssembly on their own.
 */
import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';

/** Makes all four backends available to tfjs. */
export function registerBackends(): void {
  // A worker started from a blob has no location of its own to resolve relative addresses against.
  const absolute = (url: string) => new URL(url, import.meta.url).href;
  // Threads gave no gain in measurements, and tfjs' threaded glue does not survive minification.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': absolute(plainUrl),
    'tfjs-backend-wasm-simd.wasm': absolute(simdUrl),
    // Never fetched, as said above; the table must be complete.
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(simdUrl),
  });
}
