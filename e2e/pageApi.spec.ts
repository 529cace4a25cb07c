// Declares what a page with ?api=1 has on its window.
import type {} from '../src/app/pageApi.ts';
import { largestDifference, relativeL2 } from '../test/compareMaps.ts';
import { type OraclePicture, readOracles } from '../test/oracles/readOracles.ts';
import { explain, mapOf } from './explain.ts';
import { expect, sharePage, test } from './fixtures.ts';

/** The tolerances of docs/mathematics.md; a ReLU6 on its kink may flip in float32, hence the worst map's. */
const worstError = 3e-2;
const medianError = 5e-3;
const averageError = 1e-2;
const probabilityError = 1e-3;

const { layers, pictures, averageStep } = readOracles();

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

  test('the page API explains by a method that no run carries: HiResCAM is Grad-CAM where a global mean follows', async () => {
    const [picture] = pictures;
    const answerBy = (method: 'gradCam' | 'hiResCam') =>
      explain(page(), picture!.id, { method, target: 'dog' });
    const [gradCam, hiResCam] = [await answerBy('gradCam'), await answerBy('hiResCam')];
    expect(hiResCam.names).toEqual(gradCam.names);
    const last = layers.at(-1)!;
    expect(relativeL2(mapOf(hiResCam, last), mapOf(gradCam, last))).toBeLessThan(1e-5);
    const first = layers[0]!;
    expect(relativeL2(mapOf(hiResCam, first), mapOf(gradCam, first))).toBeGreaterThan(0.1);
  });

  test('the page API refuses what is no picture with a code', async () => {
    const code = await page().evaluate(() =>
      window.strataCam
        ?.explain(new Blob(['text']), { method: 'gradCam', target: 'dog' })
        .catch((failure: { code: string }) => failure.code),
    );
    expect(code).toBe('pictureNotAPicture');
  });

  test('the page API answers for a folder, with the same probabilities and with its numbers', async () => {
    const found = await page().evaluate(async () => {
      const sample = async (name: string) => (await fetch(`samples/${name}.jpg`)).blob();
      const set = await window.strataCam?.openDataSet([
        ['set/cats/portrait.jpg', await sample('cat-portrait')],
        ['set/cats/kitten.jpg', await sample('kitten-on-fence')],
        ['set/dogs/shepherd.jpg', await sample('dog-shepherd')],
        ['set/dogs/broken.jpg', new Blob(['text'])],
        ['set/.DS_Store', new Blob(['x'])],
      ]);
      return { rows: set?.rows ?? [], metrics: set?.metrics() };
    });
    expect(found.rows.map(({ path, label, problem }) => [path, label, problem])).toEqual([
      ['set/cats/kitten.jpg', 'cat', undefined],
      ['set/cats/portrait.jpg', 'cat', undefined],
      ['set/dogs/broken.jpg', 'dog', 'pictureNotAPicture'],
      ['set/dogs/shepherd.jpg', 'dog', undefined],
    ]);
    const shepherd = pictures.find(({ id }) => id === 'dog-shepherd');
    const probability = found.rows.at(-1)?.probabilities[1] ?? Number.NaN;
    expect(Math.abs(probability - (shepherd?.pDog ?? Number.NaN))).toBeLessThan(probabilityError);
    expect(found.metrics).toMatchObject({ kind: 'binary', accuracy: { trials: 3 } });
  });
});

test('without ?api=1 there is no page API', async ({ page }) => {
  await page.goto('./#v=1');
  expect(await page.evaluate(() => 'strataCam' in window)).toBe(false);
});
