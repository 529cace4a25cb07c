import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BackendName, EngineInfo } from '../../src/engine/api.ts';
import { createKeeper } from '../../src/engine/derive/keptRun.ts';
import { derivedMethods } from '../../src/engine/methods/catalogue.ts';
import { loadModel } from '../../src/engine/network/loadModel.ts';
import { readNetwork } from '../../src/engine/network/readLayersModel.ts';
import { ownLayers } from '../../src/engine/reduce/ownLayers.ts';
import { createTracer } from '../../src/engine/run/createTracer.ts';
import { runTrace } from '../../src/engine/run/runTrace.ts';
import { relativeL2 } from '../compareMaps.ts';
import { conditionNumber } from '../conditionNumber.ts';
import { cardPath, createNodeEngine, prepareWasm, readBytes } from '../nodeEngine.ts';
import type { OneModelEngine } from '../oneModelEngine.ts';
import { type OraclePicture, readFullOracles, readOracles } from '../oracles/readOracles.ts';

// As for the methods of every run: see oracles.test.ts.
const worstError = 3e-2;
const medianError = 5e-3;

/*
 * XGrad-CAM divides by a sum of activations. Before a ReLU it can cancel, and then the map is decided by what
 * rounding leaves over: in the reference, too. Where a small change of the layer's numbers moves the map this
 * many times as much, the error is held to that multiple of the forward pass's own error.
 */
const illConditioned = 100;
const forwardError = 2e-3;

const pictures = (readFullOracles() ?? readOracles()).pictures.filter(
  ({ derivedRuns }) => derivedRuns.length > 0,
);

async function errorsOf(
  engine: OneModelEngine,
  { model }: EngineInfo,
  { input, derivedRuns }: OraclePicture,
) {
  const { run } = await engine.explain({ input, target: 1 });
  return Promise.all(
    derivedRuns.map(async ({ method, maps: expected }) => {
      const { maps, extent, fromKept } = await engine.derive({ run, method });
      expect({ extent, fromKept }).toEqual({ extent: { kind: 'layers' }, fromKept: true });
      const errors = model.layers.flatMap(({ index, offset, height, width }) => {
        const map = expected[index];
        if (!map) return [];
        return [{ index, error: relativeL2(maps.subarray(offset, offset + height * width), map) }];
      });
      return { method, errors };
    }),
  );
}

/** Condition numbers of these layers, by index. */
async function conditionsOf(picture: OraclePicture, method: 'xGradCam', layers: readonly number[]) {
  const { model } = await loadModel(cardPath, { fetchBytes: readBytes, onProgress: () => undefined });
  const network = readNetwork(model);
  const { tracer } = await createTracer(network);
  const keeper = createKeeper(1);
  const input = tf.tensor4d(Float32Array.from(picture.input.data), [1, 224, 224, 3]);
  const options = { pause: () => Promise.resolve(), onProgress: () => undefined };
  await runTrace(network, tracer, input, () => Float32Array.of(1), options, keeper);
  const conditions = new Map<number, number>();
  for (const trace of keeper.traces) {
    for (const { index, activation, gradient } of tf.tidy(() => ownLayers(trace))) {
      if (layers.includes(index)) {
        conditions.set(index, await conditionNumber(derivedMethods[method], activation, gradient));
      }
      tf.dispose([activation, gradient]);
    }
  }
  keeper.dispose();
  tracer.dispose();
  model.dispose();
  input.dispose();
  return conditions;
}

describe.each<[BackendName, readonly OraclePicture[]]>([
  ['wasm', pictures],
  ['cpu', pictures.slice(0, 1)],
])('on %s', (backend, chosen) => {
  const engine = createNodeEngine();
  let info: EngineInfo;

  beforeAll(async () => {
    prepareWasm();
    info = await engine.open({ cardUrl: cardPath, backend });
  });

  test.each(chosen)('$id: every derived map agrees with the reference', async (picture) => {
    for (const { method, errors } of await errorsOf(engine, info, picture)) {
      const sorted = errors.map(({ error }) => error).sort((a, b) => a - b);
      expect(sorted.length, method).toBeGreaterThan(130);
      expect(sorted[sorted.length >> 1], `${method}, median`).toBeLessThan(medianError);
      const off = errors.filter(({ error }) => !(error < worstError));
      if (method !== 'xGradCam') {
        expect(off, method).toEqual([]);
        continue;
      }
      if (off.length === 0) continue;
      const conditions = await conditionsOf(
        picture,
        method,
        off.map(({ index }) => index),
      );
      for (const { index, error } of off) {
        const { name, kind } = info.model.layers[index]!;
        const condition = conditions.get(index)!;
        expect(kind, `${method} ${name}`).not.toBe('relu');
        expect(condition, `${method} ${name}`).toBeGreaterThan(illConditioned);
        expect(error, `${method} ${name}`).toBeLessThan(forwardError * condition);
      }
      // Behind a ReLU and in most other layers nothing cancels.
      expect(off.length, method).toBeLessThan(5);
    }
  });
});

test('a run, what is kept of it, and every method but the slow ones stay below 400 MB of tensors', async () => {
  const engine = createNodeEngine();
  // What the engines of the tests above still hold.
  const othersBytes = tf.memory().numBytes;
  await engine.open({ cardUrl: cardPath, backend: 'wasm' });
  let peakBytes = 0;
  const onEvent = () => {
    peakBytes = Math.max(peakBytes, tf.memory().numBytes - othersBytes);
  };
  const { run } = await engine.explain({ input: pictures[0]!.input, target: 1 }, { onEvent });
  for (const method of ['hiResCam', 'eigenCam', 'fullGrad'] as const) {
    const { fromKept } = await engine.derive({ run, method }, { onEvent });
    expect(fromKept).toBe(true);
  }
  expect(peakBytes).toBeGreaterThan(100e6);
  expect(peakBytes).toBeLessThan(400e6);
});
