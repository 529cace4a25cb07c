/** What the platform says about its graphics devices, asked without tfjs. */
import type { BackendName } from '../api.ts';

/** Why a device cannot be used, or what it is. */
export type DeviceReport =
  | { readonly available: false; readonly reason: string }
  | { readonly available: true; readonly device: string; readonly isSoftware: boolean };

/**
 * Names under which software renderers appear. They compute on the processor, ten to seventy times slower
 * than WebAssembly does, and must not be taken for a GPU.
 */
const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|microsoft basic|cpu/i;

/** The slice of WebGPU that is asked here; the worker library has no types for it everywhere. */
interface GpuAdapter {
  readonly isFallbackAdapter?: boolean;
  readonly info?: {
    readonly vendor?: string;
    readonly architecture?: string;
    readonly device?: string;
    readonly description?: string;
    readonly isFallbackAdapter?: boolean;
  };
}

interface NavigatorWithGpu {
  readonly gpu?: { requestAdapter(options?: object): Promise<GpuAdapter | null> };
}

/** Looks for a WebGPU adapter. */
export async function reportWebgpu(): Promise<DeviceReport> {
  const gpu = (globalThis.navigator as NavigatorWithGpu | undefined)?.gpu;
  if (!gpu) return { available: false, reason: 'this browser has no WebGPU' };
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return { available: false, reason: 'WebGPU found no graphics device' };
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info ?? {};
  const name = [description || device, vendor, architecture].filter(Boolean).join(' ');
  const isSoftware =
    adapter.isFallbackAdapter === true || isFallbackAdapter === true || softwareNames.test(name);
  return { available: true, device: name, isSoftware };
}

/** Looks for a WebGL 2 context. */
export function reportWebgl(): DeviceReport {
  if (typeof OffscreenCanvas === 'undefined') {
    return { available: false, reason: 'this browser has no WebGL in workers' };
  }
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) return { available: false, reason: 'this browser has no WebGL 2' };
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const device = String(context.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return { available: true, device, isSoftware: softwareNames.test(device) };
}

/** What is known of a backend before tfjs is asked to use it. */
export async function reportDevice(backend: BackendName): Promise<DeviceReport> {
  switch (backend) {
    case 'webgpu':
      return reportWebgpu();
    case 'webgl':
      return reportWebgl();
    case 'wasm':
      return typeof WebAssembly === 'undefined'
        ? { available: false, reason: 'this browser has no WebAssembly' }
        : { available: true, device: 'WebAssembly', isSoftware: false };
    case 'cpu':
      return { available: true, device: 'JavaScript', isSoftware: false };
  }
}
