import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readNormalisations } from '../../src/engine/network/networkNumbers.ts';
import { readNetwork } from '../../src/engine/network/readLayersModel.ts';
import { ownLayers } from '../../src/engine/reduce/ownLayers.ts';
import { createTracer } from '../../src/engine/run/createTracer.ts';
import { createTapeTracer } from '../../src/engine/tape/createTapeTracer.ts';
import { registerWasmKernels } from '../../src/engine/wasm/wasmKernels.ts';
import { createRandom } from '../../src/measure/random.ts';
import { relativeL2 } from '../compareMaps.ts';
import { prepareWasm } from '../nodeEngine.ts';
import { buildToyMobileNet, randomiseWeights } from '../toyNets.ts';

/*
 * What every map is made of, ∂y/∂A of a layer, against its definition: with A moved a little, the score moves by the
 * gradient times the move. The moved score comes from the network walked layer by layer, forward alone.
 */

const quiet = { pause: () => Promise.resolve(), onProgress: () => undefined };
/** Of a move, per cell. Small, so that few units pass a kink of their ReLU; large enough for float32's digits. */
const reach = 1e-3;
const directions = 4;

/** Convolutions with biases, two branches that join, no normalisation. */
function buildPlainNet(seed: number): tf.LayersModel {
  const input = tf.input({ shape: [7, 8, 3] });
  const convolve = (x: tf.SymbolicTensor, filters: number, kernelSize: number) =>
    tf.layers.conv2d({ filters, kernelSize, padding: 'same' }).apply(x) as tf.SymbolicTensor;
  const relu = (x: tf.SymbolicTensor) => tf.layers.reLU({}).apply(x) as tf.SymbolicTensor;
  const depthwise = (x: tf.SymbolicTensor) =>
    tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same' }).apply(x) as tf.SymbolicTensor;
  const scaled = tf.layers.rescaling({ scale: 1 / 255, offset: 0 }).apply(input) as tf.SymbolicTensor;
  const stem = relu(convolve(scaled, 5, 3));
  const branches = [relu(convolve(stem, 4, 1)), depthwise(convolve(stem, 4, 3))];
  const joined = relu(tf.layers.add().apply(branches) as tf.SymbolicTensor);
  const pooled = tf.layers.globalAveragePooling2d({}).apply(joined);
  const output = tf.layers.dense({ units: 1 }).apply(pooled) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: output });
  randomiseWeights(model, seed);
  return model;
}

function randomPicture(shape: readonly number[], seed: number): tf.Tensor4D {
  const random = createRandom(seed);
  const size: [number, number, number, number] = [1, shape[0]!, shape[1]!, shape[2]!];
  return tf.tensor4d(
    Float32Array.from({ length: tf.util.sizeFromShape(size) }, () => Math.floor(random() * 256)),
    size,
  );
}

/** Of both ways through the network: the gradient of every layer, and how much the score moves with one. */
async function openNet(model: tf.LayersModel, seed: number) {
  const network = readNetwork(model);
  const tape = createTapeTracer(network, await readNormalisations(network));
  const { tracer, tracing } = await createTracer(network);
  expect(tracing).toEqual({ kind: 'plan' });
  const input = randomPicture(network.nodes[0]!.outputShape, seed);
  const gradientsOf = async (chosen: typeof tracer) => {
    const gradients = new Map<number, Float32Array>();
    await chosen.trace(
      input,
      () => Float32Array.of(1),
      (trace) =>
        tf.tidy(() => {
          for (const { index, gradient } of ownLayers(trace)) {
            gradients.set(index, Float32Array.from(tf.util.flatten<number>(gradient.arraySync())));
          }
        }),
      quiet,
    );
    return gradients;
  };
  /** y(A + move) − y(A − move) */
  const difference = async (layer: number, move: Float32Array) => {
    const { height, width, channels } = network.layers[layer]!;
    const [ahead, back] = await tape.predict(input, {
      layer,
      batch: 2,
      replace: (own) => {
        const step = tf.tensor4d(move, [1, height, width, channels]);
        return tf.add(own, tf.concat([step, tf.neg(step)]));
      },
    });
    return ahead! - back!;
  };
  return { network, tape, tracer, gradientsOf, difference };
}

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    prepareWasm();
    registerWasmKernels();
    expect(await tf.setBackend(backend)).toBe(true);
  });

  test.each([
    ['a MobileNet', 6, buildToyMobileNet],
    ['two branches of convolutions with biases', 3, buildPlainNet],
  ])('every layer’s gradient is that of its definition: %s', async (_net, seed, build) => {
    const { network, tape, tracer, gradientsOf, difference } = await openNet(build(seed), seed);
    const kinds = network.layers.map(({ className }) => className);
    expect(kinds).toEqual(expect.arrayContaining(['Rescaling', 'Conv2D', 'DepthwiseConv2D', 'Add', 'ReLU']));
    const gradients = [await gradientsOf(tape), await gradientsOf(tracer)] as const;
    const random = createRandom(seed);
    for (const { index, name } of network.layers) {
      const moves = Array.from({ length: directions }, () =>
        gradients[0].get(index)!.map(() => (random() * 2 - 1) * reach),
      );
      const found: number[] = [];
      for (const move of moves) found.push(await difference(index, move));
      for (const gradientOf of gradients) {
        const gradient = gradientOf.get(index)!;
        const expected = moves.map((move) =>
          gradient.reduce((sum, slope, cell) => sum + 2 * slope * move[cell]!, 0),
        );
        expect(relativeL2(Float32Array.from(found), Float32Array.from(expected)), name).toBeLessThan(0.02);
      }
    }
  });
});
