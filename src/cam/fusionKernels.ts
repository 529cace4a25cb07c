import type { ResizedStack } from './fusionStack.ts';
import { plainFusionKernels } from './plainFusionKernels.ts';
import { createWasmFusionKernels } from './wasmFusionKernels.ts';

/**
 * What is not linear in the layers, so that each of them has to be resized: at every pixel of the stack, over `members`,
 * which are positions within it, rising.
 */
export interface FusionKernels {
  largest(stack: ResizedStack, members: readonly number[]): LargestLayers;
  /**
   * (Π_l (L_l + floor))^(1/n) over the n members; 1 without any.
   * @param floor at least 1/512
   */
  geometricMean(stack: ResizedStack, members: readonly number[], floor: number): Float32Array;
}

/** The largest value of some layers at every pixel; −1 without any. */
export interface LargestLayers {
  readonly values: Float32Array;
  /** Position within the stack of the layer that has it; of equals the first. */
  readonly winners: Int32Array;
}

let kernels: FusionKernels | null = null;

/** The fastest there are: WebAssembly's, or plain loops where that has no SIMD or may not be compiled. */
export function fusionKernels(): FusionKernels {
  kernels ??= createWasmFusionKernels() ?? plainFusionKernels;
  return kernels;
}
