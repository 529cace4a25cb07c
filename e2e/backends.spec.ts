import { pearson } from '../test/compareMaps.ts';
import { readOracles } from '../test/oracles/readOracles.ts';
import { explain, mapOf } from './explain.ts';
import { expect, test } from './fixtures.ts';

/*
 * One picture on each backend that is not the usual one here. Without a graphics processor the browser
 * computes WebGL and WebGPU on the processor: that takes ten to seventy times as long as WebAssembly.
 */
const probabilityError = 1e-3;
const { layers, pictures } = readOracles();

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
