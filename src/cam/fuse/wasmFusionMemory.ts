import { instantiateWasm, type WasmModule } from '../../lib/wasmModule.ts';
import { fusionKernelsBase64 } from './fusionKernelsBinary.ts';

/** See assembly/fusion.ts and assembly/heatMaps.ts. Pointers are byte offsets into the memory. */
export interface WasmFusionExports extends WasmModule {
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
  return instantiateWasm<WasmFusionExports>(fusionKernelsBase64);
}
