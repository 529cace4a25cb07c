/** A network computed in float64 by plain loops, after the operations' definitions and nothing of the engine's plan. */
import * as tf from '@tensorflow/tfjs';
import type { Network, NetworkNode } from '../src/engine/network/network.ts';
import type { Padding, Pair } from '../src/engine/network/operations.ts';
import { activate } from './float64Activations.ts';

/** Without the batch axis; row-major. */
export interface Field {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** Is given each node's output before others read it. */
export type Change = (position: number, output: Field) => Field;

/** @returns a function from the picture, row-major, to the output of every node */
export async function openFloat64({
  nodes,
}: Network): Promise<(picture: Float64Array, change?: Change) => Promise<Field[]>> {
  const weights = await Promise.all(
    nodes.map(async (node) => {
      const entries = Object.entries(node.weights) as [string, tf.Tensor][];
      const read = entries.map(async ([name, tensor]) => [
        name,
        { shape: tensor.shape, data: Float64Array.from(await tensor.data()) },
      ]);
      return Object.fromEntries(await Promise.all(read)) as Record<string, Field>;
    }),
  );
  return async (picture, change = (_, output) => output) => {
    const outputs: Field[] = [];
    for (const [position, node] of nodes.entries()) {
      const inputs = node.inputs.map((input) => outputs[input]!);
      const output =
        node.operation.op === 'input'
          ? { shape: node.outputShape, data: picture }
          : await compute(node, inputs, weights[position]!);
      if (String(output.shape) !== String(node.outputShape)) {
        throw new Error(`${node.name}: [${output.shape}] instead of [${node.outputShape}]`);
      }
      outputs.push(change(position, output));
    }
    return outputs;
  };
}

function compute(
  { operation, outputShape }: NetworkNode,
  inputs: readonly Field[],
  weights: Record<string, Field>,
): Field | Promise<Field> {
  const x = inputs[0]!;
  const channels = x.shape.at(-1)!;
  const map = (of: (value: number, channel: number) => number): Field => ({
    shape: x.shape,
    data: x.data.map((value, index) => of(value, index % channels)),
  });
  const weight = (name: string, channel: number, otherwise: number) =>
    weights[name]?.data[channel] ?? otherwise;
  switch (operation.op) {
    case 'identity':
      return x;
    case 'reshape':
      return { shape: outputShape, data: x.data };
    case 'convolution':
    case 'depthwise':
      return convolve(x, weights['kernel']!, weights['bias'], operation.op === 'depthwise', operation);
    case 'normalisation':
      return map(
        (value, channel) =>
          ((value - weight('mean', channel, 0)) * weight('gamma', channel, 1)) /
            Math.sqrt(weight('variance', channel, 1) + operation.epsilon) +
          weight('beta', channel, 0),
      );
    case 'affine': {
      const { scale, offset } = operation;
      return map(
        (value, channel) => value * scale[channel % scale.length]! + offset[channel % offset.length]!,
      );
    }
    case 'relu':
      return map((value) => Math.min(Math.max(value, 0), operation.limit));
    case 'leakyRelu':
      return map((value) => (value > 0 ? value : operation.slope * value));
    case 'prelu': {
      const alpha = weights['alpha']!;
      return fillAny(
        x.shape,
        (index) => Math.max(any(x, index), 0) + any(alpha, index) * Math.min(any(x, index), 0),
      );
    }
    case 'thresholdedRelu':
      return map((value) => (value > operation.threshold ? value : 0));
    case 'activation':
      return { shape: x.shape, data: activate(operation.function, x.data, channels, operation.alpha) };
    case 'maximumPooling':
      return pool(x, operation.size, operation.strides, operation.padding, (values) => Math.max(...values));
    case 'averagePooling':
      return pool(x, operation.size, operation.strides, operation.padding, mean);
    case 'globalAverage':
    case 'globalMaximum': {
      const size: Pair = [x.shape[0]!, x.shape[1]!];
      const of = operation.op === 'globalAverage' ? mean : (values: readonly number[]) => Math.max(...values);
      return { shape: outputShape, data: pool(x, size, size, 'valid', of).data };
    }
    case 'pad':
    case 'crop': {
      const sign = operation.op === 'pad' ? 1 : -1;
      const [[top], [left]] = operation.border;
      const outside = operation.op === 'pad' ? operation.value : Number.NaN;
      return fill(outputShape, (row, column, channel) =>
        at(x, row - sign * top, column - sign * left, channel, outside),
      );
    }
    case 'concatenate': {
      const sizes = inputs.map(({ shape }) => shape[operation.axis]!);
      const starts = sizes.map((_, place) => sizes.slice(0, place).reduce((a, b) => a + b, 0));
      return fillAny(outputShape, (index) => {
        const which = starts.findLastIndex((start) => index[operation.axis]! >= start);
        const inside = index.with(operation.axis, index[operation.axis]! - starts[which]!);
        return any(inputs[which]!, inside);
      });
    }
    case 'dense': {
      const kernel = weights['kernel']!;
      const [count, units] = kernel.shape as [number, number];
      const data = new Float64Array((x.data.length / count) * units);
      for (let index = 0; index < data.length; index++) {
        const unit = index % units;
        const start = Math.floor(index / units) * count;
        let sum = weights['bias']?.data[unit] ?? 0;
        for (let input = 0; input < count; input++)
          sum += x.data[start + input]! * kernel.data[input * units + unit]!;
        data[index] = sum;
      }
      return { shape: outputShape, data };
    }
    case 'reorderChannels':
      return fillAny(outputShape, (index) => any(x, index.with(-1, operation.order[index.at(-1)!]!)));
    case 'foreign':
      return computeForeign(operation.layer, inputs, outputShape);
    case 'input':
      throw new Error('an input is given');
    default: {
      const joins: Record<typeof operation.op, (values: readonly number[]) => number> = {
        add: (values) => values.reduce((a, b) => a + b),
        subtract: (values) => values.reduce((a, b) => a - b),
        multiply: (values) => values.reduce((a, b) => a * b),
        average: mean,
        maximum: (values) => Math.max(...values),
        minimum: (values) => Math.min(...values),
      };
      return fillAny(outputShape, (index) => joins[operation.op](inputs.map((input) => any(input, index))));
    }
  }
}

/** By TensorFlow.js itself, in float32. */
async function computeForeign(
  layer: tf.layers.Layer,
  inputs: readonly Field[],
  shape: readonly number[],
): Promise<Field> {
  const output = tf.tidy(() => {
    const read = inputs.map((input) => tf.tensor(Float32Array.from(input.data), [1, ...input.shape]));
    return layer.call(read.length > 1 ? read : read[0]!, {}) as tf.Tensor;
  });
  const data = Float64Array.from(await output.data());
  output.dispose();
  return { shape, data };
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b) / values.length;
}

/** Zeros before the first cell, as TensorFlow lays them. */
function before(size: number, output: number, window: number, stride: number, padding: Padding): number {
  return padding === 'same' ? Math.floor(Math.max((output - 1) * stride + window - size, 0) / 2) : 0;
}

function outputSize(size: number, window: number, stride: number, padding: Padding): number {
  return padding === 'same' ? Math.ceil(size / stride) : Math.floor((size - window) / stride) + 1;
}

function convolve(
  x: Field,
  kernel: Field,
  bias: Field | undefined,
  depthwise: boolean,
  {
    strides,
    dilations,
    padding,
  }: { readonly strides: Pair; readonly dilations: Pair; readonly padding: Padding },
): Field {
  const [rows, columns, inChannels, last] = kernel.shape as [number, number, number, number];
  const window = [(rows - 1) * dilations[0] + 1, (columns - 1) * dilations[1] + 1] as const;
  const size = [0, 1].map((axis) => outputSize(x.shape[axis]!, window[axis]!, strides[axis]!, padding));
  const start = [0, 1].map((axis) =>
    before(x.shape[axis]!, size[axis]!, window[axis]!, strides[axis]!, padding),
  );
  return fill([...size, depthwise ? inChannels * last : last], (row, column, channel) => {
    let sum = bias?.data[channel] ?? 0;
    for (let tap = 0; tap < rows * columns; tap++) {
      const y = row * strides[0] - start[0]! + Math.floor(tap / columns) * dilations[0];
      const z = column * strides[1] - start[1]! + (tap % columns) * dilations[1];
      if (depthwise) {
        sum += at(x, y, z, Math.floor(channel / last), 0) * kernel.data[tap * inChannels * last + channel]!;
        continue;
      }
      for (let input = 0; input < inChannels; input++) {
        sum += at(x, y, z, input, 0) * kernel.data[(tap * inChannels + input) * last + channel]!;
      }
    }
    return sum;
  });
}

/** Cells around the picture do not count. */
function pool(
  x: Field,
  window: Pair,
  strides: Pair,
  padding: Padding,
  of: (values: readonly number[]) => number,
): Field {
  const size = ([0, 1] as const).map((axis) =>
    outputSize(x.shape[axis]!, window[axis], strides[axis], padding),
  );
  const start = ([0, 1] as const).map((axis) =>
    before(x.shape[axis]!, size[axis]!, window[axis], strides[axis], padding),
  );
  return fill([...size, x.shape[2]!], (row, column, channel) => {
    const values = Array.from({ length: window[0] * window[1] }, (_, tap) => {
      const y = row * strides[0] - start[0]! + Math.floor(tap / window[1]);
      return at(x, y, column * strides[1] - start[1]! + (tap % window[1]), channel, Number.NaN);
    });
    return of(values.filter((value) => !Number.isNaN(value)));
  });
}

function at({ shape, data }: Field, row: number, column: number, channel: number, outside: number): number {
  const [height, width, channels] = shape as [number, number, number];
  if (row < 0 || row >= height || column < 0 || column >= width) return outside;
  return data[(row * width + column) * channels + channel]!;
}

function fill(shape: readonly number[], of: (row: number, column: number, channel: number) => number): Field {
  return fillAny(shape, ([row, column, channel]) => of(row!, column!, channel!));
}

function fillAny(shape: readonly number[], of: (index: readonly number[]) => number): Field {
  const data = new Float64Array(shape.reduce((a, b) => a * b, 1));
  for (let place = 0; place < data.length; place++) {
    let rest = place;
    const index = shape.map(() => 0);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    data[place] = of(index);
  }
  return { shape, data };
}

/** One number; an axis of size 1 is stretched. */
function any({ shape, data }: Field, index: readonly number[]): number {
  const place = shape.reduce((sum, size, axis) => sum * size + (size === 1 ? 0 : index[axis]!), 0);
  return data[place]!;
}
