import { beforeAll, expect, test } from 'vitest';
import type { EngineInfo } from '../../src/engine/api.ts';
import { derivedMethodIds, methodIds } from '../../src/engine/methods/catalogue.ts';
import { relativeL2 } from '../compareMaps.ts';
import { cardPath, createNodeEngine } from '../nodeEngine.ts';
import { type Golden, readGoldens } from '../oracles/readGoldens.ts';
import { readOracles } from '../oracles/readOracles.ts';

/*
 * What oracles.test.ts asks of the median map, here of every one: a single ReLU6 on its kink hardly counts in
 * these, and FullGrad without its biases of ReLU6 would be off by no more than 1.2 · 10⁻².
 */
const largestError = 5e-3;

const goldens = readGoldens();
const { pictures } = readOracles();
const engine = createNodeEngine();
let info: EngineInfo;

beforeAll(async () => {
  info = await engine.open({ cardUrl: cardPath, backend: 'wasm' });
});

test.each(
  goldens.map((golden): [string, Golden] => [
    `${golden.method} of ${golden.picture} as ${golden.target}, ${golden.layer ?? 'the whole network'}`,
    golden,
  ]),
)('%s, agrees with the reference', async (_name, { picture, target, method, layer, map }) => {
  const { input } = pictures.find(({ id }) => id === picture)!;
  const derive = layer
    ? { method, layer: info.model.layers.findIndex(({ name }) => name === layer) }
    : { method };
  const { derivation } = await engine.explain({
    input,
    target: target === 'dog' ? 1 : 0,
    keep: false,
    derive,
  });
  expect(relativeL2(derivation!.maps, map)).toBeLessThan(largestError);
});

test('every method has maps that an independent implementation made', () => {
  const referenced = [...pictures.flatMap(({ runs, derivedRuns }) => [...runs, ...derivedRuns]), ...goldens];
  expect(new Set(referenced.map(({ method }) => method))).toEqual(
    new Set([...methodIds, ...derivedMethodIds]),
  );
});
