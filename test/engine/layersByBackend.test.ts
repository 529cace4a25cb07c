import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readNetwork } from '../../src/engine/network/readLayersModel.ts';
import { registerWasmKernels } from '../../src/engine/wasm/wasmKernels.ts';
import { relativeL2 } from '../compareMaps.ts';
import { openFloat64 } from '../float64Network.ts';
import { gradientErrors, randomInput } from '../gradientErrors.ts';
import { buildLayerCase, layerCases } from '../layerCases.ts';
import { prepareWasm } from '../nodeEngine.ts';

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    prepareWasm();
    registerWasmKernels();
    expect(await tf.setBackend(backend)).toBe(true);
  });

  test.each(layerCases)('$name is differentiated as it is defined', async (layerCase) => {
    const model = buildLayerCase(layerCase, 5);
    const network = readNetwork(model);
    if (!layerCase.isIgnoredByTfjs) {
      const input = randomInput(network, 5);
      const expected = await (model.predict(input) as tf.Tensor).data();
      const run = await openFloat64(network);
      const output = (await run(Float64Array.from(await input.data()))).at(-1).data;
      expect(relativeL2(Float32Array.from(output), expected as Float32Array)).toBeLessThan(1e-5);
    }
    const { gradient, logits, worst } = await gradientErrors(network, 5);
    expect(logits).toBeLessThan(1e-4);
    expect(gradient, worst).toBeLessThan(1e-3);
  });
});

test('docs/library.md has a table of the layers that are tested', async () => {
  await tf.setBackend('cpu');
  const rows = layerCases.map(({ name }) => {
    const by = isForeign(name) ? 'TensorFlow.js' : 'the plan';
    return `| ${name} | ${by} | ✓ | ✓ | ✓ | ✓ |`;
  });
  const table = [
    '| Layer | Differentiated by | cpu | wasm | webgl | webgpu |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ];
  const text = readFileSync(new URL('../../docs/library.md', import.meta.url), 'utf8');
  const unaligned = text.replaceAll(/ +\|/g, ' |').replaceAll(/\| -+/g, '| ---');
  expect(unaligned).toContain(table.join('\n'));
});

function isForeign(name: string): boolean {
  const model = buildLayerCase(layerCases.find((one) => one.name === name)!, 1);
  return readNetwork(model).nodes.some(({ operation }) => operation.op === 'foreign');
}
