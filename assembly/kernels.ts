/**
 * What tfjs has no fast operation for, in WebAssembly SIMD, on tfjs' own memory.
 * AssemblyScript; compiled by scripts/compile-kernels.mjs into src/engine/wasm/wasmKernelsBinary.ts.
 *
 * All pointers are byte offsets. Tensors are float32, row-major, with the channels innermost.
 */
export { convolvePointwise, packPointwise } from './convolutions';
export { convolveDepthwise } from './depthwise';
export { settleDepthwise } from './doubts';
export { cropBorder, depthwiseGradient, maskGradient, sumWindows } from './gradients';
export { reduceRectified } from './rectified';
export { reduceFolded, reducePlain } from './reductions';
export { weighFolded, weighPlain, weighRectified } from './weighing';
