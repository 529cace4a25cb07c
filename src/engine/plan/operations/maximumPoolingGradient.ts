/**
 * The gradient of maximum pooling. All of an output cell's gradient goes to the largest cell of its window, to the
 * first of equals, row by row, as TensorFlow has it.
 *
 * Not by the kernels of TensorFlow.js: the WebAssembly one begins its search at the smallest positive float, so that it
 * is wrong wherever a window's maximum is ≤ 0, and the WebGL one takes the last of equals.
 */
import * as tf from '@tensorflow/tfjs';
import type { Windows } from '../../network/operations.ts';
import { paddingBefore } from '../../wasm/wasmKernels.ts';
import { readInPlace } from './readInPlace.ts';
import { spreadWindows } from './spreadWindows.ts';

type Shape4D = [number, number, number, number];

/**
 * @param dy ∂/∂(the output), [1, oh, ow, k]
 * @param x what was pooled, [1, h, w, k]
 * @param y what came out
 * @returns the shape of x
 */
export function maximumPoolingGradient(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  y: tf.Tensor4D,
  windows: Windows,
): tf.Tensor4D {
  const top = paddingBefore(x.shape[1], y.shape[1], windows.size[0], windows.strides[0], windows.padding);
  const left = paddingBefore(x.shape[2], y.shape[2], windows.size[1], windows.strides[1], windows.padding);
  const values = readInPlace(x);
  const slopes = values && readInPlace(dy);
  if (!values || !slopes) return spreadWindows(dy, x, y, windows, top, left);
  return tf.tensor4d(sendToLargest(slopes, y.shape, values, x.shape, windows, top, left), x.shape);
}

function sendToLargest(
  slopes: Float32Array,
  [, outputRows, outputColumns, channels]: Shape4D,
  values: Float32Array,
  [, rows, columns]: Shape4D,
  { size, strides }: Windows,
  top: number,
  left: number,
): Float32Array {
  const result = new Float32Array(rows * columns * channels);
  const largest = new Float32Array(channels);
  const places = new Int32Array(channels);
  for (let outputRow = 0; outputRow < outputRows; outputRow++) {
    const firstRow = outputRow * strides[0] - top;
    for (let outputColumn = 0; outputColumn < outputColumns; outputColumn++) {
      const firstColumn = outputColumn * strides[1] - left;
      largest.fill(Number.NEGATIVE_INFINITY);
      places.fill(-1);
      for (let row = Math.max(firstRow, 0); row < Math.min(firstRow + size[0], rows); row++) {
        for (
          let column = Math.max(firstColumn, 0);
          column < Math.min(firstColumn + size[1], columns);
          column++
        ) {
          const cell = (row * columns + column) * channels;
          for (let channel = 0; channel < channels; channel++) {
            const value = values[cell + channel]!;
            if (value > largest[channel]!) {
              largest[channel] = value;
              places[channel] = cell + channel;
            }
          }
        }
      }
      const cell = (outputRow * outputColumns + outputColumn) * channels;
      for (let channel = 0; channel < channels; channel++) {
        // Without a place only where all of a window is NaN or −∞.
        if (places[channel]! >= 0) result[places[channel]!]! += slopes[cell + channel]!;
      }
    }
  }
  return result;
}
