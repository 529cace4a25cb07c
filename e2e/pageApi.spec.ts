import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
// Declares what a page with ?api=1 has on its window.
import type {} from '../src/app/pageApi.ts';
import type { BackendName, MethodId } from '../src/engine/api.ts';
import { largestDifference, pearson, relativeL2 } from '../test/compareMaps.ts';
import { type OracleLayer, type OraclePicture, readOracles } from '../test/oracles/readOracles.ts';
import { sampleFile } from './files.ts';
import { expect, sharePage, test } from './fixtures.ts';

/** The tolerances of docs/mathematics.md; a ReLU6 on its kink may flip in float32, hence the worst map's. */
const worstError = 3e-2;
const medianError = 5e-3;
const averageError = 1e-2;
const probabilityError = 1e-3;

const { layers, pictures, averageStep } = readOracles();

interface Answer {
  readonly backend: BackendName;
  readonly probability: number;
  readonly names: readonly string[];
  /** All layers' maps in network order. */
  readonly maps: Float32Array;
  readonly average: Float32Array;
}

/** What the page API answers; arrays travel as text, for numbers one by one would take seconds. */
async function explain(
  page: Page,
  id: string,
  options: { readonly method: MethodId; readonly target: 'cat' | 'dog' },
): Promise<Answer> {
  const photo = readFileSync(sampleFile(id)).toString('base64');
  const { maps, average, ...rest } = await page.evaluate(
    async ([base64, wanted]) => {
      if (window.strataCam === undefined) throw new Error('there is no page API');
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const explained = await window.strataCam.explain(new Blob([bytes]), wanted);
      async function toBase64(parts: Float32Array[]): Promise<string> {
        const url = await new Promise<string>((resolve) => {
          const reader = new FileReader();
          reader.onload = () => resolve(String(reader.result));
          reader.readAsDataURL(new Blob(parts as BlobPart[]));
        });
        return url.slice(url.indexOf(',') + 1);
      }
      return {
        backend: explained.backend,
        probability: explained.probability,
        names: explained.layers.map(({ name }) => name),
        maps: await toBase64(explained.layers.map(({ data }) => data)),
        average: await toBase64([explained.average]),
      };
    },
    [photo, options] as const,
  );
  return { ...rest, maps: floatsOf(maps), average: floatsOf(average) };
}

function floatsOf(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Float32Array(bytes.buffer);
}

function mapOf({ maps }: Answer, { offset, height, width }: OracleLayer): Float32Array {
  return maps.subarray(offset, offset + height * width);
}

/** Each method and target of which there is an oracle for this picture. */
function questionsAbout({ runs, averages }: OraclePicture) {
  const all = [...runs, ...averages].map(({ method, target }) => ({ method, target }));
  return [...new Map(all.map((question) => [Object.values(question).join(' '), question])).values()];
}

test.describe('on WebAssembly', () => {
  const page = sharePage(async (opened) => {
    await opened.goto('./?api=1&backend=wasm#v=1');
  });

  test('the page API is ready with the name of its backend', async () => {
    const ready = await page().evaluate(() => window.strataCam?.ready);
    expect(ready).toMatchObject({ backend: 'wasm', modelHash: expect.stringMatching(/^[0-9a-f-]+$/) });
  });

  for (const picture of pictures) {
    test(`the page API explains ${picture.id} as the reference does`, async () => {
      for (const { method, target } of questionsAbout(picture)) {
        const answer = await explain(page(), picture.id, { method, target });
        const of = `${method} of ${target}`;
        expect(answer.names).toEqual(layers.map(({ name }) => name));
        expect(Math.abs(answer.probability - picture.pDog)).toBeLessThan(probabilityError);

        const isOf = (one: { method: string; target: string }) =>
          one.method === method && one.target === target;
        const run = picture.runs.find(isOf);
        if (run) {
          const errors = layers
            .flatMap((layer, index) => {
              const expected = run.maps[index];
              return expected ? [relativeL2(mapOf(answer, layer), expected)] : [];
            })
            .sort((a, b) => a - b);
          expect(errors.length, of).toBeGreaterThan(130);
          expect(errors.at(-1), `${of}, worst layer`).toBeLessThanOrEqual(worstError);
          expect(errors[errors.length >> 1], `${of}, median layer`).toBeLessThanOrEqual(medianError);
        }
        const average = picture.averages.find(isOf);
        if (average) {
          const difference = largestDifference(answer.average, average.grid.data);
          expect(difference, `${of}, average`).toBeLessThan(averageError + averageStep);
        }
      }
    });
  }

  test('the page API refuses what is no picture with a code', async () => {
    const code = await page().evaluate(() =>
      window.strataCam
        ?.explain(new Blob(['text']), { method: 'gradCam', target: 'dog' })
        .catch((failure: { code: string }) => failure.code),
    );
    expect(code).toBe('pictureNotAPicture');
  });
});

test('without ?api=1 there is no page API', async ({ page }) => {
  await page.goto('./#v=1');
  expect(await page.evaluate(() => 'strataCam' in window)).toBe(false);
});

const smokePicture = 'dog-drawing';
const smokeLayers = ['block_2_add', 'block_6_expand_relu', 'block_12_add', 'Conv_1', 'out_relu'];

for (const backend of ['cpu', 'webgl', 'webgpu'] as const) {
  test(`asked to run on ${backend}, the page does, says so, and explains a picture as the reference does`, async ({
    page,
    context,
  }) => {
    test.setTimeout(240_000);
    // A sample that never arrives: without a graphics processor, one picture to explain takes long enough.
    await context.route('**/samples/*', () => undefined);
    await page.goto(`./?api=1&backend=${backend}#v=1`);
    await page.evaluate(() => window.strataCam?.ready);
    await expect(page.getByRole('button', { name: /^Runs:/ })).toContainText(` ${backend} `);

    const picture = pictures.find(({ id }) => id === smokePicture);
    const run = picture?.runs.find(({ method, target }) => method === 'positiveGradCam' && target === 'dog');
    if (!picture || !run) throw new Error('the oracles lack the picture');
    const answer = await explain(page, smokePicture, { method: 'positiveGradCam', target: 'dog' });
    expect(answer.backend).toBe(backend);
    expect(Math.abs(answer.probability - picture.pDog)).toBeLessThan(probabilityError);
    for (const name of smokeLayers) {
      const index = layers.findIndex((layer) => layer.name === name);
      const expected = run.maps[index];
      const layer = layers[index];
      if (!layer || !expected) throw new Error(`the oracles lack ${name}`);
      expect(pearson(mapOf(answer, layer), expected), name).toBeGreaterThan(0.999);
    }
  });
}
