/** What computes: types only. */

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** Why a backend that would have been preferred was not taken. */
export interface BackendRefusal {
  readonly backend: BackendName;
  /** One plain clause, e.g. "this browser has no WebGPU adapter". */
  readonly reason: string;
}

export interface BackendInfo {
  readonly name: BackendName;
  /** What the platform says of the device, e.g. "NVIDIA H100" or "WebAssembly SIMD"; may be empty. */
  readonly device: string;
  /** True where a graphics processor does the work. */
  readonly onGpu: boolean;
  readonly refusals: readonly BackendRefusal[];
}
