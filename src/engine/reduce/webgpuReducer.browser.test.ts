import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { largestDifference, relativeL2 } from '../../../test/compareMaps.ts';
import { networkOf, randomTrace } from '../../../test/randomTrace.ts';
import { buildToyMobileNet } from '../../../test/toyNets.ts';
import { reportWebgpu } from '../backend/device.ts';
import { methodIds } from '../methods/catalogue.ts';
import { readNetwork } from '../network/readLayersModel.ts';
import { createTracer } from '../run/createTracer.ts';
import type { LayerTrace } from '../run/trace.ts';
import { createDirectReducer } from './directReducer.ts';
import type { MapReducer } from './mapReducer.ts';
import { prepareReduction } from './prepareReduction.ts';
import { createTensorReducer } from './tensorReducer.ts';
import { createWebgpuReducer } from './webgpuReducer.ts';

const adapter = await reportWebgpu();
const reason = adapter.available ? '' : `: ${adapter.reason}`;

async function reduce(reducer: MapReducer, trace: LayerTrace) {
  try {
    reducer.add(trace);
    return await reducer.finish();
  } finally {
    reducer.dispose();
  }
}

describe.skipIf(!adapter.available)(`the kernels for WebGPU${reason}`, () => {
  test.each([
    [1, 1, 3, true],
    [7, 7, 40, true],
    [6, 5, 24, false],
    [15, 20, 40, true],
    [30, 20, 24, false],
    // Several chunks of cells: 1,058 are five, not all full; several tiles of channels.
    [23, 46, 70, true],
  ])(
    'give the maps of the plain loops and of tensor operations: %i × %i cells of %i channels (folded: %s)',
    async (height, width, channels, isFolded) => {
      const options = { height, width, channels, depthwise: true, doubt: 0 };
      const network = networkOf(options);
      const onBackend = () => {
        const trace = randomTrace(options);
        return isFolded ? trace : { ...trace, folded: null };
      };
      await tf.setBackend('cpu');
      const arrays = tf.backend() as unknown as { readSync(dataId: object): Float32Array };
      const plain = await reduce(
        createDirectReducer(network, (tensor) => arrays.readSync(tensor.dataId)),
        onBackend(),
      );
      await tf.setBackend('webgpu');
      expect(tf.getBackend()).toBe('webgpu');
      const trace = onBackend();
      const before = tf.memory().numTensors;
      const found = await reduce(createWebgpuReducer(network), trace);
      expect(tf.memory().numTensors).toBe(before);
      const operations = await reduce(createTensorReducer(network, 1), trace);
      for (const method of methodIds) {
        const byKernels = found.maps[method];
        expect(plain.maps[method].some((value) => value !== 0)).toBe(true);
        expect(relativeL2(byKernels, plain.maps[method]), `${method}, loops`).toBeLessThan(1e-5);
        expect(relativeL2(byKernels, operations.maps[method]), `${method}, operations`).toBeLessThan(1e-5);
      }
      for (const others of [plain, operations]) {
        expect(largestDifference(found.importance, others.importance)).toBeLessThan(1e-6);
      }
    },
  );

  test('give the maps of tensor operations for a whole small MobileNet', async () => {
    await tf.setBackend('webgpu');
    expect(await prepareReduction()).toEqual({ kind: 'kernels' });
    const network = readNetwork(buildToyMobileNet(1));
    const { tracer } = await createTracer(network);
    const input = tf.randomUniform<tf.Rank.R4>([1, 9, 9, 3], 0, 255, 'float32', 1);
    const kernels = createWebgpuReducer(network);
    const operations = createTensorReducer(network, 1);
    await tracer.trace(
      input,
      () => Float32Array.of(1),
      (trace) => {
        kernels.add(trace);
        operations.add(trace);
      },
      { pause: () => Promise.resolve(), onProgress: () => undefined },
    );
    const found = await kernels.finish();
    const expected = await operations.finish();
    for (const method of methodIds) {
      expect(expected.maps[method].some((value) => value !== 0)).toBe(true);
      expect(relativeL2(found.maps[method], expected.maps[method]), method).toBeLessThan(1e-5);
    }
    expect(expected.importance.some((value) => value > 0)).toBe(true);
    expect(relativeL2(found.importance, expected.importance)).toBeLessThan(1e-4);
  });

  test('are not used, and why is said, where the backend runs them otherwise than we know it', async () => {
    await tf.setBackend('webgpu');
    const backend = tf.backend() as unknown as { makeTensorInfo: unknown };
    const { makeTensorInfo } = backend;
    backend.makeTensorInfo = () => {
      throw new Error('renamed');
    };
    try {
      expect(await prepareReduction()).toEqual({
        kind: 'operations',
        reason: 'the kernels for WebGPU failed (renamed)',
      });
    } finally {
      backend.makeTensorInfo = makeTensorInfo;
    }
  });
});
