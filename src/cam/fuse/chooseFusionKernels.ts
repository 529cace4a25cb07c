import type { FusionKernels } from './fusionKernels.ts';
import { plainFusionKernels } from './plainFusionKernels.ts';
import { createWasmFusionKernels } from './wasmFusionKernels.ts';

let kernels: FusionKernels | null = null;

/** The fastest there are: WebAssembly's, or plain loops where that has no SIMD or may not be compiled. */
export function fusionKernels(): FusionKernels {
  kernels ??= createWasmFusionKernels() ?? plainFusionKernels;
  return kernels;
}
