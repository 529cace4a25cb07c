import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileKernels, engineKernels, fusionKernels } from '../../../scripts/compile-kernels.mjs';
import { relativeL2 } from '../../../test/compareMaps.ts';
import { prepareWasm } from '../../../test/nodeEngine.ts';
import { networkOf, passedGradient, randomTrace, rectifiedTrace } from '../../../test/randomTrace.ts';
import { createRandom } from '../../measure/random.ts';
import { methodIds } from '../methods/catalogue.ts';
import type { Network } from '../network/network.ts';
import { shareTensor } from '../run/shareTensor.ts';
import type { LayerTrace } from '../run/trace.ts';
import { currentWasmMemory } from '../wasm/wasmMemory.ts';
import { createDirectReducer } from './directReducer.ts';
import { type ConvolutionSource, convolveCell } from './exactConvolution.ts';
import type { MapReducer } from './mapReducer.ts';
import { createWasmReducer } from './wasmReducer.ts';

test.each([engineKernels, fusionKernels])(
  'the committed kernels of $source are what it compiles to',
  async (kernels) => {
    const committed = readFileSync(new URL(`../../../${kernels.binary}`, import.meta.url), 'utf8');
    const strip = (text: string) => text.replaceAll(/\s/g, '');
    expect(strip(committed)).toBe(strip(await compileKernels(kernels)));
  },
);

beforeAll(async () => {
  prepareWasm();
  await tf.setBackend('wasm');
});

async function reduce(reducer: MapReducer, trace: LayerTrace) {
  try {
    reducer.add(trace);
    return await reducer.finish();
  } finally {
    reducer.dispose();
  }
}

function read(tensor: tf.Tensor): Float32Array {
  const memory = currentWasmMemory()!;
  return new Float32Array(memory.buffer(), memory.pointerTo(tensor), tensor.size);
}

/** Reduces by kernels and by plain loops, and compares. */
async function expectAgreement(network: Network, trace: LayerTrace) {
  const before = tf.memory().numTensors;
  const fast = await reduce(createWasmReducer(network, currentWasmMemory()!), trace);
  expect(tf.memory().numTensors).toBe(before);
  const plain = await reduce(createDirectReducer(network, read), trace);
  for (const method of methodIds) {
    expect(plain.maps[method].some((value) => value !== 0)).toBe(true);
    expect(relativeL2(fast.maps[method], plain.maps[method]), method).toBeLessThan(1e-5);
  }
  return { fast, plain };
}

describe('the SIMD kernels and the plain loops', () => {
  test.each([
    [1, 1, 4, true],
    [7, 7, 32, true],
    [13, 11, 12, false],
    [5, 30, 8, true],
    [6, 5, 3, true],
  ])(
    'agree on %i × %i cells of %i channels, doubtful signs included (depthwise: %s)',
    async (height, width, channels, depthwise) => {
      const options = { height, width, channels, depthwise, doubt: 0.3 };
      const trace = randomTrace(options);
      const network = networkOf(options);
      const { fast, plain } = await expectAgreement(network, trace);
      // Σ g over the layer and Σ scale·g over the convolution, as means; a negative one counts as zero.
      const slopes = Float32Array.from(await trace.gradient.data());
      const meanOf = (factor: (channel: number) => number) => {
        const sum = slopes.reduce((total, slope, index) => total + slope * factor(index % channels), 0);
        return Math.max(sum / slopes.length, 0);
      };
      const expected = [meanOf(() => 1), meanOf((channel) => trace.folded.normalisation.scale[channel]!)];
      for (const [position, value] of expected.entries()) {
        expect(plain.importance[position]).toBeCloseTo(value, 6);
        expect(fast.importance[position]).toBeCloseTo(value, 6);
      }
    },
  );
});

describe('a ReLU and the layer before it', () => {
  test.each([
    [2, 1, 4, Infinity, true, true],
    [9, 15, 12, 0.4, true, true],
    [8, 8, 8, 0.4, false, true],
    // Scales of either sign, and channels that do not come in fours: reduced one after the other.
    [9, 15, 12, 0.4, true, false],
    [3, 5, 6, 0.4, true, true],
  ])(
    'give the same at once: %i × %i cells of %i channels, limit %d (depthwise: %s, positive: %s)',
    async (height, width, channels, limit, depthwise, isPositive) => {
      const options = { height, width, channels, depthwise, doubt: 0.1 };
      const rectified = await rectifiedTrace(options, limit, isPositive);
      const { relu, layer } = rectified;
      const expected = await passedGradient(rectified);
      const network = networkOf(options);
      const plain = createDirectReducer(network, read);
      plain.add(relu);
      plain.add({ ...layer, gradient: tf.tensor4d(expected, relu.gradient.shape) });
      const { maps, importance } = await plain.finish();

      const held = shareTensor(relu.gradient);
      const slopes = await held.data();
      for (const isShared of [true, false]) {
        if (!isShared) held.dispose();
        const before = tf.memory().numTensors;
        const fast = createWasmReducer(network, currentWasmMemory()!);
        const gradient = fast.addRectified!(rectified);
        expect(await gradient.data()).toEqual(expected);
        if (isShared) expect(await held.data()).toEqual(slopes);
        gradient.dispose();
        const found = await fast.finish();
        fast.dispose();
        expect(tf.memory().numTensors).toBe(before);
        for (const method of methodIds) {
          expect(relativeL2(found.maps[method], maps[method]), method).toBeLessThan(1e-5);
        }
        expect(relativeL2(found.importance, importance)).toBeLessThan(1e-5);
      }
    },
  );
});

test.each([1, 3, 6])('layers that stand alone may have any number of channels: %i', async (channels) => {
  const options = { height: 9, width: 13, channels, depthwise: true, doubt: 0 };
  const trace = { ...randomTrace(options), folded: null };
  const network = networkOf(options);
  await expectAgreement(network, trace);
});

test('doubts under a depthwise window are settled alike, at its edges and over zeros', async () => {
  const random = createRandom(9);
  const channels = 8;
  const fill = (length: number) => Float32Array.from({ length }, () => random() - 0.5);
  const source: ConvolutionSource = {
    kernel: fill(9 * channels),
    bias: null,
    dilations: [1, 1],
    kernelHeight: 3,
    kernelWidth: 3,
    depthwise: true,
    stride: 2,
    paddingTop: 1,
    paddingLeft: 1,
    doubt: new Float32Array(channels).fill(0.2),
    weightRounding: new Float32Array(channels).fill(0.05),
  };
  const inputShape = { height: 9, width: 11, channels };
  // The upper half is nothing but zeros; below, channels of one group differ.
  const input = fill(9 * 11 * channels).map((value, index) =>
    index < 4 * 11 * channels || index % 3 === 0 ? 0 : value,
  );
  const scale = fill(channels);
  const shift = fill(channels);
  const activation = Float32Array.from({ length: 5 * 6 * channels }, (_, index) => {
    const cell = Math.floor(index / channels);
    const position = { row: Math.floor(cell / 6), column: cell % 6, channel: index % channels };
    const value = convolveCell(source, input, inputShape, channels, position);
    // What rounding did to the sign: now and then the wrong side of zero.
    return scale[position.channel]! * (value + (index % 7 === 0 ? 0.06 : 0)) + shift[position.channel]!;
  });
  const trace: LayerTrace = {
    index: 0,
    activation: tf.tensor4d(activation, [1, 5, 6, channels]),
    gradient: tf.tensor4d(fill(activation.length), [1, 5, 6, channels]),
    folded: {
      index: 1,
      normalisation: { scale, shift },
      source,
      input: tf.tensor4d(input, [1, 9, 11, channels]),
    },
  };
  const network = networkOf({ height: 5, width: 6, channels });
  await expectAgreement(network, trace);
});

describe('one cell of a convolution', () => {
  const base = {
    bias: null,
    dilations: [1, 1] as const,
    stride: 1,
    paddingTop: 0,
    paddingLeft: 0,
    doubt: new Float32Array(),
    weightRounding: new Float32Array(),
  };

  test('depthwise, with stride and padding', () => {
    const source = {
      ...base,
      kernel: Float32Array.of(1, 2, 3, 4),
      kernelHeight: 2,
      kernelWidth: 2,
      depthwise: true,
      stride: 2,
      paddingTop: 1,
    };
    const input = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    const shape = { height: 3, width: 3, channels: 1 };
    // Rows 1–2, columns 0–1 of the input: 4 5 / 7 8.
    expect(convolveCell(source, input, shape, 1, { row: 1, column: 0, channel: 0 })).toBe(4 + 10 + 21 + 32);
    // The first row of the window lies in the padding.
    expect(convolveCell(source, input, shape, 1, { row: 0, column: 0, channel: 0 })).toBe(3 * 1 + 4 * 2);
  });

  test('full, over all input channels', () => {
    const source = {
      ...base,
      kernel: Float32Array.of(1, 10, 2, 20),
      kernelHeight: 1,
      kernelWidth: 1,
      depthwise: false,
    };
    const input = Float32Array.of(3, 4);
    const shape = { height: 1, width: 1, channels: 2 };
    expect(convolveCell(source, input, shape, 2, { row: 0, column: 0, channel: 1 })).toBe(3 * 10 + 4 * 20);
  });
});
