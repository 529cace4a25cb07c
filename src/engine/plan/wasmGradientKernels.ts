/** The same gradients by our own kernels in tfjs' WebAssembly memory, where they are faster. */
import * as tf from '@tensorflow/tfjs';
import { shareTensor } from '../run/shareTensor.ts';
import { paddingBefore } from '../wasm/wasmKernels.ts';
import type { WasmMemory } from '../wasm/wasmMemory.ts';
import type { GradientKernels } from './gradientKernels.ts';
import type { ConvolutionStep } from './steps.ts';
import { convolveDepthwise, isSliding } from './wasmDepthwise.ts';
import { convolvePointwise, packPointwise, panelChannels } from './wasmPointwise.ts';

type Shape4D = [number, number, number, number];
type FilterShape = ConvolutionStep['filterShape'];

/** How many channels one instruction works on. */
const lanes = 4;

/** @param others do what is not done here */
export function wasmGradientKernels(memory: WasmMemory, others: GradientKernels): GradientKernels {
  const { kernels, pointerTo } = memory;
  return {
    backwardFilter(filter, stride, depthwise) {
      if (depthwise) {
        return spreads(filter.shape, stride) ? tf.clone(filter) : others.backwardFilter(filter, stride, true);
      }
      if (!sendsWindows(filter.shape, stride)) return others.backwardFilter(filter, stride, false);
      const inputs = filter.shape[3];
      const outputs = filter.size / inputs;
      return packPointwise(
        memory,
        { weights: filter, inputs, outputs, inputStep: 1, outputStep: inputs },
        null,
      );
    },

    convolution(dy, step, inputShape) {
      const [rows, columns, channels] = step.filterShape;
      if (!sendsWindows(step.filterShape, step.stride)) return others.convolution(dy, step, inputShape);
      // What each output cell sends back to its window is a pointwise convolution.
      const windows = convolvePointwise(memory, dy, step.backwardFilter, rows * columns * channels);
      if (step.stride === 1) return windows;
      const result = memory.allocate(inputShape);
      kernels.sumWindows(
        pointerTo(windows),
        dy.shape[1],
        dy.shape[2],
        channels,
        rows,
        columns,
        ...placement(step, dy.shape, inputShape),
        pointerTo(result),
      );
      return result;
    },

    depthwise(dy, step, inputShape) {
      if (isSliding(step)) return convolveDepthwise(memory, dy, step.backwardFilter, null);
      const [rows, columns, channels] = step.filterShape;
      if (!spreads(step.filterShape, step.stride)) return others.depthwise(dy, step, inputShape);
      const result = memory.allocate(inputShape);
      kernels.depthwiseGradient(
        pointerTo(dy),
        dy.shape[1],
        dy.shape[2],
        channels,
        pointerTo(step.backwardFilter),
        rows,
        columns,
        ...placement(step, dy.shape, inputShape),
        pointerTo(result),
      );
      return result;
    },

    pad(dy, border) {
      const [batch, height, width, channels] = dy.shape;
      if (batch !== 1) return others.pad(dy, border);
      const [[top, bottom], [left, right]] = border;
      const rows = height - top - bottom;
      const columns = width - left - right;
      // tfjs' slice would copy all of dy out of the WebAssembly memory first.
      const result = memory.allocate([1, rows, columns, channels]);
      kernels.cropBorder(pointerTo(dy), width, channels, top, left, rows, columns, pointerTo(result));
      return result;
    },

    relu(dy, output, limit) {
      // In place, unless somebody else (a second path, a kept run) needs dy as it is.
      const result = memory.isUnshared(dy) ? shareTensor(dy) : memory.allocate(dy.shape);
      kernels.maskGradient(pointerTo(dy), pointerTo(output), dy.size, limit, pointerTo(result));
      return result;
    },
  };
}

/** Whether a depthwise convolution has a stride that dy would have to be spread out by, and our kernel does it. */
function spreads([, , channels]: FilterShape, stride: number): boolean {
  return stride !== 1 && channels % lanes === 0;
}

/** Whether a full convolution's windows are only cells, or lie apart, and our kernel makes them. */
function sendsWindows([rows, columns, channels]: FilterShape, stride: number): boolean {
  const cells = rows * columns;
  return (cells === 1 || stride !== 1) && cells * channels >= panelChannels;
}

/** Stride, padding before the input (top, left), and the input's rows and columns. */
function placement(
  { filterShape, stride, padding }: ConvolutionStep,
  [, outputRows, outputColumns]: Shape4D,
  [, rows, columns]: Shape4D,
): [stride: number, top: number, left: number, rows: number, columns: number] {
  const top = paddingBefore(rows, outputRows, filterShape[0], stride, padding);
  const left = paddingBefore(columns, outputColumns, filterShape[1], stride, padding);
  return [stride, top, left, rows, columns];
}
