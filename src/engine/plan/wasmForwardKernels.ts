/** The same convolutions by our own kernels in tfjs' WebAssembly memory, where they are faster. */
import type { WasmMemory } from '../wasm/wasmMemory.ts';
import type { ForwardKernels } from './forwardKernels.ts';
import type { FusedActivation } from './steps.ts';
import { convolveDepthwise, isSliding } from './wasmDepthwise.ts';
import { convolvePointwise, packPointwise, panelChannels } from './wasmPointwise.ts';

const limits: Readonly<Record<FusedActivation, readonly [lowest: number, highest: number]>> = {
  linear: [-Infinity, Infinity],
  relu: [0, Infinity],
  relu6: [0, 6],
};

/** @param others do what is not done here */
export function wasmForwardKernels(memory: WasmMemory, others: ForwardKernels): ForwardKernels {
  return {
    forwardFilter(filter, bias, stride, depthwise) {
      if (depthwise || !isPointwise(filter.shape, stride)) {
        return others.forwardFilter(filter, bias, stride, depthwise);
      }
      const [, , inputs, outputs] = filter.shape;
      return packPointwise(
        memory,
        { weights: filter, inputs, outputs, inputStep: outputs, outputStep: 1 },
        bias,
      );
    },

    convolve(x, step, activation) {
      const { kind, filterShape, forwardFilter, bias, stride } = step;
      if (kind === 'depthwise') {
        if (!isSliding(step)) return others.convolve(x, step, activation);
        return convolveDepthwise(memory, x, forwardFilter, bias, ...limits[activation]);
      }
      if (!isPointwise(filterShape, stride)) return others.convolve(x, step, activation);
      return convolvePointwise(memory, x, forwardFilter, filterShape[3], ...limits[activation]);
    },
  };
}

/** Whether our kernel does it. */
function isPointwise([rows, columns, , outputs]: readonly [number, number, number, number], stride: number) {
  return rows === 1 && columns === 1 && stride === 1 && outputs >= panelChannels;
}
