import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readNormalisations } from '../../src/engine/network/networkNumbers.ts';
import { readNetwork } from '../../src/engine/network/readLayersModel.ts';
import { createTapeTracer } from '../../src/engine/tape/createTapeTracer.ts';
import { registerWasmKernels } from '../../src/engine/wasm/wasmKernels.ts';
import { architectures, buildArchitecture } from '../architectures.ts';
import { relativeL2 } from '../compareMaps.ts';
import { gradientErrors, randomInput, tracedGradients } from '../gradientErrors.ts';
import { prepareWasm } from '../nodeEngine.ts';
import { randomiseWeights } from '../toyNets.ts';

/** One block of each kind, few channels, random weights. */
function openSmall(architecture: (typeof architectures)[number]) {
  const model = buildArchitecture(architecture, 1 / 16, true);
  randomiseWeights(model, 3);
  return { model, network: readNetwork(model) };
}

beforeAll(() => {
  prepareWasm();
  registerWasmKernels();
});

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    expect(await tf.setBackend(backend)).toBe(true);
  });

  test.each(architectures)(
    'every layer’s gradient of $name is that of its definition',
    async (architecture) => {
      const { network } = openSmall(architecture);
      expect(network.nodes.every(({ operation }) => operation.op !== 'foreign')).toBe(true);
      const { gradient, logits, worst } = await gradientErrors(network, 4);
      expect(logits).toBeLessThan(1e-4);
      expect(gradient, worst).toBeLessThan(1e-3);
    },
  );
});

test.each(architectures)('the plan of $name gives the tape’s gradients', async (architecture) => {
  await tf.setBackend('cpu');
  const { network } = openSmall(architecture);
  const input = randomInput(network, 4);
  const seed = Float32Array.of(1, -0.5, 0);
  const { gradients } = await tracedGradients(network, input, seed);
  const tape = createTapeTracer(network, await readNormalisations(network));
  const quiet = { pause: () => Promise.resolve(), onProgress: () => undefined };
  const expected = new Map<number, Promise<Float32Array>>();
  await tape.trace(
    input,
    () => seed,
    ({ index, gradient }) => {
      expected.set(index!, gradient.data() as Promise<Float32Array>);
    },
    quiet,
  );
  for (const { index, name, className } of network.layers) {
    // TensorFlow.js divides by all of a window that reaches over the edge, and so is off before such a pooling.
    const off = relativeL2(gradients.get(index)!, await expected.get(index)!);
    if (architecture.name !== 'InceptionV3') expect(off, `${name}, ${className}`).toBeLessThan(1e-4);
  }
});
