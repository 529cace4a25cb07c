import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { relativeL2 } from '../../../test/compareMaps.ts';
import { prepareWasm } from '../../../test/nodeEngine.ts';
import { createRandom } from '../../measure/random.ts';
import { currentWasmMemory } from '../wasm/wasmMemory.ts';
import { currentGradientKernels } from './chooseGradientKernels.ts';
import type { ConvolutionStep } from './steps.ts';

const cases = [1, 2, 3].flatMap((stride) =>
  (['same', 'valid'] as const).flatMap((padding) =>
    [
      { height: 7, width: 9, size: 3, channels: 4 },
      { height: 8, width: 8, size: 3, channels: 3 },
      { height: 6, width: 7, size: 5, channels: 8 },
      { height: 5, width: 8, size: 2, channels: 12 },
    ].map((shape) => ({ stride, padding, ...shape })),
  ),
);

type Case = (typeof cases)[number];

beforeAll(prepareWasm);

/** Same numbers on every backend. */
function prepare({ stride, padding, height, width, size, channels }: Case, depthwise: boolean) {
  const random = createRandom(stride * 100 + height * 10 + size);
  const fill = (shape: [number, number, number, number]): tf.Tensor4D => {
    const values = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => random() - 0.5);
    return tf.tensor4d(values, shape);
  };
  const convolve = (x: tf.Tensor4D, filter: tf.Tensor4D) =>
    depthwise ? tf.depthwiseConv2d(x, filter, stride, padding) : tf.conv2d(x, filter, stride, padding);
  const x = fill([1, height, width, channels]);
  const filter = fill([size, size, channels, depthwise ? 1 : 6]);
  const dy = fill(convolve(x, filter).shape);
  return { x, filter, dy, convolve };
}

test.each(
  cases.flatMap((shape) => [
    { ...shape, depthwise: true },
    { ...shape, depthwise: false },
  ]),
)('the gradient on WebAssembly equals tfjs’ own on cpu: %o', async ({ depthwise, ...shape }) => {
  const { stride, padding } = shape;
  await tf.setBackend('cpu');
  const onCpu = prepare(shape, depthwise);
  const own = tf.grad((x) => onCpu.convolve(x as tf.Tensor4D, onCpu.filter))(onCpu.x, onCpu.dy);
  const expected = (await own.data()) as Float32Array;

  await tf.setBackend('wasm');
  expect(currentWasmMemory()).not.toBeNull();
  const { x, filter, dy } = prepare(shape, depthwise);
  const kernels = currentGradientKernels();
  const step: ConvolutionStep = {
    kind: depthwise ? 'depthwise' : 'convolution',
    inputs: [0],
    output: 1,
    target: null,
    filterShape: filter.shape,
    forwardFilter: filter,
    backwardFilter: kernels.backwardFilter(filter, stride, depthwise),
    bias: null,
    stride,
    padding,
    activation: 'linear',
    folded: null,
  };
  const found = depthwise ? kernels.depthwise(dy, step, x.shape) : kernels.convolution(dy, step, x.shape);
  expect(found.shape).toEqual(x.shape);
  expect(relativeL2((await found.data()) as Float32Array, expected)).toBeLessThan(1e-6);
});

test.each([
  { rows: [0, 1], columns: [0, 1] },
  { rows: [1, 0], columns: [2, 1] },
  { rows: [2, 2], columns: [0, 0] },
] as const)(
  'the gradient of a border on WebAssembly is what lies inside of it: %o',
  async ({ rows, columns }) => {
    await tf.setBackend('wasm');
    // Of 4 × 5 cells with 3 channels, each cell its number, with a border of −1 around them.
    const inside: tf.Tensor4D = tf.reshape(tf.range(0, 60), [1, 4, 5, 3]);
    const dy = tf.pad4d(inside, [[0, 0], [...rows], [...columns], [0, 0]], -1);
    const result = currentGradientKernels().pad(dy, [rows, columns]);
    expect(result.shape).toEqual([1, 4, 5, 3]);
    expect(await result.data()).toEqual(await inside.data());
  },
);
