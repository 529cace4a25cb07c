import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { methodIds, methods } from '../../src/engine/methods/catalogue.ts';
import { readNormalisations } from '../../src/engine/network/networkNumbers.ts';
import { readNetwork } from '../../src/engine/network/readLayersModel.ts';
import type { RunReduction } from '../../src/engine/reduce/mapReducer.ts';
import { createTensorReducer } from '../../src/engine/reduce/tensorReducer.ts';
import { createTracer } from '../../src/engine/run/createTracer.ts';
import { runTrace } from '../../src/engine/run/runTrace.ts';
import type { LayerTrace, Tracer } from '../../src/engine/run/trace.ts';
import { createTapeTracer } from '../../src/engine/tape/createTapeTracer.ts';
import { walkNetwork } from '../../src/engine/tape/walkNetwork.ts';
import { registerWasmKernels } from '../../src/engine/wasm/wasmKernels.ts';
import { createRandom } from '../../src/measure/random.ts';
import { largestDifference, relativeL2 } from '../compareMaps.ts';
import { prepareWasm } from '../nodeEngine.ts';
import { buildCaptumNet, buildToyMobileNet } from '../toyNets.ts';

const quiet = { pause: () => Promise.resolve(), onProgress: () => undefined };
const plus = () => Float32Array.of(1);
const minus = () => Float32Array.of(-1);

/** The numbers of a nested array, as `arraySync` gives them. */
function flatNumbers(nested: Parameters<typeof tf.util.flatten<number>>[0]): number[] {
  return tf.util.flatten<number>(nested);
}

function pixels(size: number, seed: number): tf.Tensor4D {
  const random = createRandom(seed);
  const values = Float32Array.from({ length: size * size * 3 }, () => Math.floor(random() * 256));
  return tf.tensor4d(values, [1, size, size, 3]);
}

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    prepareWasm();
    registerWasmKernels();
    expect(await tf.setBackend(backend)).toBe(true);
  });

  async function traceBothWays(seed: number) {
    const network = readNetwork(buildToyMobileNet(seed));
    const { tracer: plan, tracing } = await createTracer(network);
    expect(tracing).toEqual({ kind: 'plan' });
    const tape = createTapeTracer(network, await readNormalisations(network));
    return { network, plan, tape };
  }

  test.each([1, 2, 3])(
    'the plan and the tape give the same maps of a small MobileNet (seed %i)',
    async (seed) => {
      const { network, plan, tape } = await traceBothWays(seed);
      const input = pixels(9, seed);
      expect(await plan.predict(input)).toEqual([expect.closeTo((await tape.predict(input))[0]!, 4)]);
      const planned = await runTrace(network, plan, input, plus, quiet);
      const taped = await runTrace(network, tape, input, plus, quiet);
      for (const method of methodIds) {
        expect(relativeL2(planned.maps[method], taped.maps[method]), method).toBeLessThan(1e-4);
      }
      expect(relativeL2(planned.importance, taped.importance)).toBeLessThan(1e-4);
      expect(planned.maps.gradCam.some((value) => value !== 0)).toBe(true);
    },
  );

  test('a batch of pictures is predicted as each of them alone', async () => {
    const { plan, tape } = await traceBothWays(2);
    const inputs = [1, 2, 3].map((seed) => pixels(9, seed));
    for (const tracer of [plan, tape]) {
      const together = await tracer.predict(tf.concat(inputs));
      const alone = [];
      for (const input of inputs) alone.push(...(await tracer.predict(input)));
      expect(together).toEqual(alone.map((logit) => expect.closeTo(logit, 5)));
      expect(new Set(alone).size).toBe(3);
    }
  });

  test('reading memory and tensor operations give the same maps, folded or not', async () => {
    const { network, plan, tape } = await traceBothWays(4);
    const input = pixels(9, 4);
    const reduceWithTensors = async (tracer: Tracer): Promise<RunReduction> => {
      const reducer = createTensorReducer(network, 1);
      await tracer.trace(input, plus, (trace) => reducer.add(trace), quiet);
      return reducer.finish();
    };
    for (const tracer of [plan, tape]) {
      const direct = await runTrace(network, tracer, input, plus, quiet);
      const tensors = await reduceWithTensors(tracer);
      for (const method of methodIds) {
        const difference = relativeL2(direct.maps[method], tensors.maps[method]);
        expect(difference, `${tracer.kind} ${method}`).toBeLessThan(1e-5);
      }
      expect(direct.importance.some((value) => value > 0)).toBe(true);
      expect(relativeL2(direct.importance, tensors.importance), tracer.kind).toBeLessThan(1e-5);
    }
  });

  test('the last gradient and activation give the score back: z = Σ gA + bias', async () => {
    const model = buildToyMobileNet(5);
    const network = readNetwork(model);
    const { tracer } = await createTracer(network);
    const input = pixels(9, 5);
    const last = network.layers.at(-1)!;
    let gradient = new Float32Array();
    let activation = new Float32Array();
    await tracer.trace(
      input,
      plus,
      (trace) => {
        if (trace.index !== last.index) return;
        gradient = Float32Array.from(flatNumbers(trace.gradient.arraySync()));
        activation = Float32Array.from(flatNumbers(trace.activation.arraySync()));
      },
      quiet,
    );
    // What follows the last map is mean, dropout and dense, all linear.
    const bias = (model.layers.at(-1).getWeights()[1]!.arraySync() as number[])[0]!;
    const sum = gradient.reduce((total, value, index) => total + value * activation[index]!, 0);
    expect(sum).toBeCloseTo((await tracer.predict(input))[0]! - bias, 4);
  });

  test('the map of the opposite class is minus the map for Grad-CAM, and scales with the score', async () => {
    const { network, plan } = await traceBothWays(7);
    const input = pixels(9, 7);
    const forDog = await runTrace(network, plan, input, plus, quiet);
    const forCat = await runTrace(network, plan, input, minus, quiet);
    const tripled = await runTrace(network, plan, input, () => Float32Array.of(3), quiet);
    expect(
      largestDifference(
        forCat.maps.gradCam,
        forDog.maps.gradCam.map((value) => -value),
      ),
    ).toBeLessThan(1e-6);
    for (const method of methodIds) {
      expect(
        relativeL2(
          tripled.maps[method],
          forDog.maps[method].map((value) => 3 * value),
        ),
        method,
      ).toBeLessThan(1e-5);
    }
  });

  test("Captum's network has Captum's maps", async () => {
    const network = readNetwork(buildCaptumNet());
    const { tracer } = await createTracer(network);
    const input = tf.tensor4d(
      Float32Array.from({ length: 16 }, (_, index) => index),
      [1, 4, 4, 1],
    );
    const { maps, importance } = await runTrace(network, tracer, input, plus, quiet);
    expect([...maps.gradCam]).toEqual([11.25, 13.5, 20.25, 22.5, 0, 4, 28, 32.5]);
    // Gradients of the convolution: 0 1 1 1 and 0 0 −1 −1; of the ReLU: 1 1 1 1 and 1 −1 −1 −1.
    expect([...importance]).toEqual([1 / 8, 2 / 8]);
    const against = await runTrace(network, tracer, input, minus, quiet);
    expect([...against.importance]).toEqual([0, 0]);
  });

  test('nothing is left behind: not by a run, not by one that is cancelled, not by a tracer', async () => {
    const { network, plan, tape } = await traceBothWays(8);
    const input = pixels(9, 8);
    for (const tracer of [plan, tape]) {
      await runTrace(network, tracer, input, plus, quiet);
      const before = tf.memory().numTensors;
      await runTrace(network, tracer, input, plus, quiet);
      let pauses = 0;
      const stopped = runTrace(network, tracer, input, plus, {
        ...quiet,
        pause: () =>
          ++pauses > (tracer.kind === 'plan' ? 5 : 0) ? Promise.reject(new Error('stop')) : Promise.resolve(),
      });
      await expect(stopped).rejects.toThrow('stop');
      expect(tf.memory().numTensors, tracer.kind).toBe(before);
    }
    const held = tf.memory().numTensors;
    plan.dispose();
    expect(tf.memory().numTensors).toBeLessThan(held);
  });

  test('every target layer is shown exactly once', async () => {
    const { network, plan, tape } = await traceBothWays(9);
    for (const tracer of [plan, tape]) {
      const seen: number[] = [];
      const visit = ({ index, folded }: LayerTrace) => {
        if (index !== null) seen.push(index);
        if (folded) seen.push(folded.index);
      };
      await tracer.trace(pixels(9, 9), plus, visit, quiet);
      expect(seen.sort((a, b) => a - b)).toEqual(network.layers.map(({ index }) => index));
    }
  });
});

test('where the gradient is the same in all cells, CAM and Grad-CAM are one (arXiv 1610.02391, §3.1)', async () => {
  await tf.setBackend('cpu');
  const model = buildToyMobileNet(10);
  const network = readNetwork(model);
  const outputs = walkNetwork(network, await readNormalisations(network), pixels(9, 10));
  const last = outputs[network.targets.at(-1)!] as tf.Tensor4D;
  const [, height, width, channels] = last.shape;
  const [kernel] = model.layers.at(-1).getWeights() as [tf.Tensor2D];
  const features = tf.reshape(last, [height * width, channels]);
  const { tracer } = await createTracer(network);
  const { maps } = await runTrace(network, tracer, pixels(9, 10), plus, quiet);
  const { offset } = network.layers.at(-1)!;
  const expected = Float32Array.from(
    flatNumbers(tf.div(tf.matMul(features, kernel), height * width).arraySync()),
  );
  expect(relativeL2(maps.gradCam.subarray(offset, offset + height * width), expected)).toBeLessThan(1e-5);
});

test('each method is its formula on two cells and two channels', async () => {
  await tf.setBackend('cpu');
  const activation = tf.tensor3d([1, -2, 3, 4], [1, 2, 2]);
  const gradient = tf.tensor3d([0.5, 1, -1.5, 2], [1, 2, 2]);
  // A₀ = (1, 3), A₁ = (−2, 4); g₀ = (½, −3⁄2), g₁ = (1, 2).
  // gradCam: α = (−½, 3⁄2). positive: w₀ = ¼ (first cell), w₁ = 1 (second cell). layerCam cell by cell.
  const expected = {
    gradCam: [-3.5, 4.5],
    positiveGradCam: [0.25 - 2, 0.75 + 4],
    layerCam: [0.5 - 2, 0 + 8],
  };
  for (const method of methodIds) {
    expect([...(await methods[method].map(activation, gradient).data())], method).toEqual(expected[method]);
  }
});
