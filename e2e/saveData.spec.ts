/** What is saved as numbers and as a report: the files are opened and compared with what the page says. */
import { copyFileSync, readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { parseRecipe } from '../src/save/parseRecipe.ts';
import { largestDifference, relativeL2 } from '../test/compareMaps.ts';
import { readNpy, readZip } from '../test/readNpz.ts';
import { explain } from './explain.ts';
import { expect, test } from './fixtures.ts';
import { openExplained } from './screen.ts';

/** Saves as a kind of file; returns the path of what arrived and the name that it was given. */
async function save(page: Page, kind: string): Promise<{ readonly path: string; readonly name: string }> {
  const dialog = page.getByRole('dialog', { name: 'Save' });
  if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByRole('radio', { name: kind, exact: true }).check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save', exact: true }).click(),
  ]);
  return { path: await download.path(), name: download.suggestedFilename() };
}

test('maps and numbers are saved as they were computed, with their recipe', async ({ page }) => {
  await openExplained(page, './?api=1#v=1&target=1');
  const { names, maps, average } = await explain(page, 'cat-portrait', {
    method: 'positiveGradCam',
    target: 'dog',
  });

  const npz = await save(page, 'Raw maps');
  expect(npz.name).toMatch(/^stratacam_\d{4}-\d\d-\d\d_.*cat.*_maps\.npz$/);
  const members = readZip(readFileSync(npz.path));
  const arrays = [...members].flatMap(([name, bytes]) =>
    name.endsWith('.npy') ? [{ name: name.slice(0, -4), ...readNpy(bytes) }] : [],
  );
  expect(arrays.map(({ name }) => name)).toEqual(['fused', ...names]);
  const saved = Float32Array.from(arrays.slice(1).flatMap(({ data }) => [...data]));
  expect(relativeL2(saved, maps)).toBeLessThan(1e-6);
  expect(arrays[0]?.shape).toEqual([224, 224]);
  expect(largestDifference(arrays[0]!.data, average)).toBeLessThan(1e-5);
  const recipe = parseRecipe(new TextDecoder().decode(members.get('recipe.json')));
  expect(recipe).toMatchObject({
    picture: { sample: 'cat-portrait', width: 451, height: 300 },
    target: { label: 'dog' },
    prediction: { label: 'cat' },
    method: 'positiveGradCam',
  });
  // The checksum that `sha256sum public/samples/cat-portrait.jpg` prints.
  expect(recipe.picture.sha256).toBe('4668d369e5b6d24b59c1037eb8a206ec81c56e27ba168465f725a8202feea20c');

  const csv = await save(page, 'Layers in numbers');
  const lines = readFileSync(csv.path, 'utf8').split('\r\n');
  expect(lines[0]).toMatch(/^\ufeffpicture,model,target,method,index,layer,/);
  // The head, the layers, and nothing after the last line's end.
  expect(lines).toHaveLength(1 + names.length + 1);
  expect(lines[2]).toContain(`dog,positiveGradCam,1,${names[1]},`);
});

test('the report opens from the disk by itself: pictures, prediction, numbers, and nothing to complain about', async ({
  page,
  context,
  watch,
}) => {
  await openExplained(page);
  const { path, name } = await save(page, 'Report');
  expect(name).toMatch(/_report\.html$/);

  const report = await context.newPage();
  // The one request there is: the file itself.
  watch.expects(/^foreign request: file:[^?]*$/);
  // Browsers go by the ending of a name, which a download's temporary file does not have.
  const copy = test.info().outputPath(name);
  copyFileSync(path, copy);
  await report.goto(`file://${copy}`);
  await expect(report.getByRole('heading', { level: 1 })).toHaveText('A tabby cat’s face, close up');
  await expect(report.getByText(/^The network says cat\./)).toBeVisible();
  const pictures = await report
    .getByRole('figure')
    .getByRole('img')
    .evaluateAll((images) =>
      images.flatMap((image) => (image instanceof HTMLImageElement ? [image.naturalWidth] : [])),
    );
  expect(pictures.length).toBeGreaterThanOrEqual(5);
  expect(new Set(pictures)).toEqual(new Set([451]));
  await expect(report.getByRole('table').last().getByRole('row')).toHaveCount(1 + 155 + 3);
  for (const colorScheme of ['light', 'dark'] as const) {
    await report.emulateMedia({ colorScheme });
    // All rows of a table are alike, and there are 155.
    const { violations } = await new AxeBuilder({ page: report }).exclude('.numbers tr + tr + tr').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
});
