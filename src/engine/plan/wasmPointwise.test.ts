import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareWasm } from '../../../test/nodeEngine.ts';
import { createRandom } from '../../measure/random.ts';
import { currentWasmMemory, type WasmMemory } from '../wasm/wasmMemory.ts';
import { convolvePointwise, packPointwise } from './wasmPointwise.ts';

/** Whole and broken tiles of four cells, turns of four input channels, panels of eight output channels, blocks. */
const cases = [
  { shape: [1, 1, 1], inputs: 1, outputs: 8 },
  { shape: [1, 1, 3], inputs: 2, outputs: 9 },
  { shape: [1, 2, 2], inputs: 3, outputs: 15 },
  { shape: [1, 7, 7], inputs: 4, outputs: 16 },
  { shape: [3, 5, 5], inputs: 5, outputs: 27 },
  { shape: [1, 7, 7], inputs: 1283, outputs: 12 },
  { shape: [2, 31, 33], inputs: 17, outputs: 40 },
] as const;

type Case = (typeof cases)[number];

let memory: WasmMemory;

beforeAll(async () => {
  prepareWasm();
  await tf.setBackend('wasm');
  memory = currentWasmMemory()!;
});

function prepare({ shape: [batch, height, width], inputs, outputs }: Case) {
  const random = createRandom(inputs * 100 + outputs);
  const fill = (length: number) => Float32Array.from({ length }, () => random() - 0.5);
  const x = fill(batch * height * width * inputs);
  const weights = fill(inputs * outputs);
  const bias = fill(outputs);
  return {
    numbers: { x, weights, bias },
    x: tf.tensor4d(x, [batch, height, width, inputs]),
    weights: tf.tensor4d(weights, [1, 1, inputs, outputs]),
    bias: tf.tensor1d(bias),
  };
}

/** bias + Σ x·w in float64, and how far float32 may be off: γₙ·Σ|x·w| (Higham, Accuracy and Stability, § 3.1). */
function multiply({ numbers: { x, weights, bias } }: ReturnType<typeof prepare>, { inputs, outputs }: Case) {
  const products: { value: number; bound: number }[] = [];
  for (let cell = 0; cell < x.length / inputs; cell++) {
    for (let output = 0; output < outputs; output++) {
      let value = bias[output]!;
      let magnitude = Math.abs(value);
      for (let input = 0; input < inputs; input++) {
        const product = x[cell * inputs + input]! * weights[input * outputs + output]!;
        value += product;
        magnitude += Math.abs(product);
      }
      products.push({ value, bound: (inputs + 2) * 2 ** -24 * magnitude });
    }
  }
  return products;
}

const asStored = ({ inputs, outputs }: Case) => ({ inputs, outputs, inputStep: outputs, outputStep: 1 });

describe.each(cases)('%o', (shape) => {
  test('the product is right within the rounding of float32', async () => {
    const prepared = prepare(shape);
    const { x, weights, bias } = prepared;
    const panels = packPointwise(memory, { weights, ...asStored(shape) }, bias);
    const y = convolvePointwise(memory, x, panels, shape.outputs);
    expect(y.shape).toEqual([...shape.shape, shape.outputs]);
    const found = await y.data();
    const wrong = multiply(prepared, shape).filter(
      ({ value, bound }, index) => !(Math.abs(found[index]! - value) <= bound),
    );
    expect(wrong).toEqual([]);
  });

  test('it is tfjs’ to the last digit, with and without bias and clamping', async () => {
    const { x, weights, bias } = prepare(shape);
    const packed = packPointwise(memory, { weights, ...asStored(shape) }, bias);
    const relu6 = convolvePointwise(memory, x, packed, shape.outputs, 0, 6);
    const options = { x, filter: weights, strides: 1, pad: 'valid', activation: 'relu6' } as const;
    expect(await relu6.data()).toEqual(await tf.fused.conv2d({ ...options, bias }).data());

    const unbiased = packPointwise(memory, { weights, ...asStored(shape) }, null);
    const linear = convolvePointwise(memory, x, unbiased, shape.outputs);
    expect(await linear.data()).toEqual(await tf.conv2d(x, weights, 1, 'valid').data());
  });

  test('transposed weights are read as such', async () => {
    const { weights } = prepare(shape);
    const { inputs, outputs } = shape;
    const stored = tf.transpose(weights, [0, 1, 3, 2]);
    const read = { weights: stored, inputs, outputs, inputStep: 1, outputStep: inputs };
    const panels = await packPointwise(memory, read, null).data();
    const expected = packPointwise(memory, { weights, ...asStored(shape) }, null);
    expect(panels).toEqual(await expected.data());
  });
});

test('what is no number stays none behind a ReLU6', async () => {
  const x = tf.tensor4d([Number.NaN, 1], [1, 1, 2, 1]);
  const weights = tf.ones<tf.Rank.R4>([1, 1, 1, 8]);
  const matrix = { weights, inputs: 1, outputs: 8, inputStep: 8, outputStep: 1 };
  const y = convolvePointwise(memory, x, packPointwise(memory, matrix, null), 8, 0, 6);
  expect([...(await y.data())]).toEqual([...Array(8).fill(Number.NaN), ...Array(8).fill(1)]);
});
