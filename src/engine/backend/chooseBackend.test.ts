import * as tf from '@tensorflow/tfjs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { prepareWasm } from '../../../test/nodeEngine.ts';
import { chooseBackend } from './chooseBackend.ts';
import { runSelfTest } from './selfTest.ts';

prepareWasm();

/** A WebGL context that only knows its renderer's name. */
function stubWebgl(renderer: string): void {
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext() {
        return {
          RENDERER: 1,
          getExtension: () => null,
          getParameter: () => renderer,
        };
      }
    },
  );
}

function stubWebgpu(info: object | null): void {
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => info && { info } } });
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('choosing', () => {
  test.each(['SwiftShader Device (Subzero)', 'llvmpipe (LLVM 15.0)', 'Microsoft Basic Render Driver'])(
    'passes over a GPU that is really a processor: %s',
    async (renderer) => {
      stubWebgl(renderer);
      stubWebgpu({ description: renderer });
      const { name, refusals } = await chooseBackend('auto');
      expect(name).toBe('wasm');
      expect(refusals.map(({ backend }) => backend)).toEqual(['webgpu', 'webgl']);
      expect(refusals.every(({ reason }) => reason.includes(renderer))).toBe(true);
    },
  );

  test('passes over a fallback adapter whatever its name', async () => {
    stubWebgpu({ description: 'Some Device', isFallbackAdapter: true });
    expect((await chooseBackend('auto')).refusals[0]).toMatchObject({ backend: 'webgpu' });
  });

  test('says so when a GPU is there but tfjs can not start on it', async () => {
    stubWebgl('NVIDIA GeForce');
    const { name, refusals } = await chooseBackend('auto');
    expect(name).toBe('wasm');
    expect(refusals[1]).toMatchObject({
      backend: 'webgl',
      reason: expect.stringContaining('could not be started'),
    });
  });
});

test('the hand-computed maps come out on cpu and on WebAssembly', async () => {
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    await runSelfTest();
    expect(tf.memory().numTensors, backend).toBe(before);
  }
});

test('a backend that computes wrongly is refused', async () => {
  const kernel = tf.getKernel('Relu6', 'wasm');
  tf.unregisterKernel('Relu6', 'wasm');
  // Drivers exist that give zeros.
  tf.registerKernel({
    ...kernel,
    kernelFunc: ({ inputs }) => tf.zerosLike(inputs['x'] as tf.Tensor),
  });
  try {
    const { name, refusals } = await chooseBackend('auto');
    expect(name).toBe('cpu');
    expect(refusals.at(-1)).toMatchObject({
      backend: 'wasm',
      reason: expect.stringContaining('computes wrongly'),
    });
  } finally {
    tf.unregisterKernel('Relu6', 'wasm');
    tf.registerKernel(kernel);
  }
});
