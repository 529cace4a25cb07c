import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerBackends } from '../../src/engine/backend/registerBackends.ts';
import { readNetwork } from '../../src/engine/network/readLayersModel.ts';
import { gradientErrors } from '../gradientErrors.ts';
import { buildLayerCase, layerCases } from '../layerCases.ts';

beforeAll(() => registerBackends());

// Node tests the others: layersByBackend.test.ts.
describe.each(['webgl', 'webgpu'])('on %s', (backend) => {
  beforeAll(async () => {
    expect(await tf.setBackend(backend)).toBe(true);
    await tf.ready();
  });

  test.each(layerCases)('$name is differentiated as it is defined', async (layerCase) => {
    const model = buildLayerCase(layerCase, 5);
    const network = readNetwork(model);
    const { gradient, logits, worst } = await gradientErrors(network, 5);
    expect(logits).toBeLessThan(1e-3);
    expect(gradient, worst).toBeLessThan(2e-3);
    model.dispose();
  });
});
