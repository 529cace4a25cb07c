import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { camMethodIds, explain } from '../../src/engine/index.ts';
import { createRandom } from '../../src/measure/random.ts';
import { relativeL2 } from '../compareMaps.ts';
import { prepareWasm } from '../nodeEngine.ts';
import { buildToyMobileNet } from '../toyNets.ts';
import { problemsOf } from './problemsOf.ts';

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const built = (file: string) => readFileSync(pathOf(`../../dist/lib/${file}`), 'utf8');

interface Answer {
  readonly classIndex: number;
  readonly maps: readonly number[];
  readonly heatMap: readonly number[];
}

describe('the built library, imported by its name in Node', () => {
  let answers: Readonly<Record<string, Answer>>;
  let model: tf.LayersModel;
  const random = createRandom(3);
  const pixels = Array.from({ length: 243 }, () => Math.floor(random() * 256));

  beforeAll(async () => {
    prepareWasm();
    await tf.setBackend('cpu');
    model = buildToyMobileNet(3);
    const artifacts: tf.io.ModelArtifacts[] = [];
    await model.save(
      tf.io.withSaveHandler((saved) => {
        artifacts.push(saved);
        return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
      }),
    );
    const [saved] = artifacts;
    const weightData = Buffer.from(saved?.weightData as ArrayBuffer).toString('base64');
    mkdirSync(pathOf('../../test-results'), { recursive: true });
    const file = pathOf('../../test-results/library-input.json');
    writeFileSync(file, JSON.stringify({ model: { ...saved, weightData }, pixels, methods: camMethodIds }));
    const output = execFileSync(process.execPath, [pathOf('explainInNode.mjs'), file], { encoding: 'utf8' });
    answers = JSON.parse(output.slice(output.lastIndexOf('\n') + 1));
  });

  test.each(['cpu', 'wasm'])('gives what its sources give, by all methods: %s', async (backend) => {
    await tf.setBackend(backend);
    const image = tf.tensor3d(pixels, [9, 9, 3]);
    for (const method of camMethodIds) {
      const options = { target: 1, method, fuse: 'winsor' } as const;
      const expected = await explain(model, image, options);
      const maps = Float32Array.from(expected.layerMaps.flatMap(({ map }) => [...map.data]));
      const found = answers[`${backend} ${method}`];
      expect(found?.classIndex).toBe(1);
      expect(found?.maps, method).toHaveLength(maps.length);
      if (maps.length > 0)
        expect(relativeL2(Float32Array.from(found?.maps ?? []), maps), method).toBeLessThan(1e-5);
      const heatMap = Float32Array.from(found?.heatMap ?? []);
      expect(relativeL2(heatMap, expected.heatMap.data), method).toBeLessThan(1e-5);
    }
  });

  test('needs TensorFlow.js and valibot, and neither React nor a page', () => {
    const code = built('index.js');
    const imported = [...code.matchAll(/^(?:import|export) .*?["']([^"']+)["'];$/gm)].map(([, name]) => name);
    expect(new Set(imported)).toEqual(new Set(['@tensorflow/tfjs', 'valibot']));
    expect(code).not.toMatch(/\b(?:document|window|localStorage)\b\s*\./);
    const { name, peerDependencies, dependencies } = JSON.parse(built('package.json'));
    expect([name, Object.keys(peerDependencies), Object.keys(dependencies)]).toEqual([
      'stratacam',
      ['@tensorflow/tfjs'],
      ['valibot'],
    ]);
  });
});

describe('the built library’s types', () => {
  const read = (file: string) =>
    readFileSync(pathOf(`../${file}`), 'utf8').replace('../src/engine/index.ts', 'stratacam');
  const example = read('libraryExample.ts');

  test('fit the documented examples, and are complete where there is no DOM', () => {
    expect(problemsOf(example)).toEqual([]);
    expect(problemsOf(read('librarySequence.ts'))).toEqual([]);
    expect(problemsOf(read('libraryEngine.ts'))).toEqual([]);
  });

  test('know what a method is called', () => {
    const misspelt = example.replace("method: 'layerCam'", "method: 'layerCamera'");
    expect(problemsOf(misspelt)).toEqual([expect.stringContaining('"layerCamera"')]);
  });
});
