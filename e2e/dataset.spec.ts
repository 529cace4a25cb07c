import { copyFileSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { readCsv } from '../src/lib/readCsv.ts';
import { fixtureFile, sampleFile } from './files.ts';
import { expect, sharePage, test } from './fixtures.ts';
import { expectExplained, prediction, tray } from './screen.ts';

/** Four cats and two dogs, one of them in the wrong folder, and what is no picture. */
function makeFolder(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'stratacam-')), 'pets');
  for (const name of ['cats', 'dogs']) mkdirSync(join(folder, name), { recursive: true });
  const copies: readonly [string, string][] = [
    [sampleFile('cat-portrait'), 'cats/portrait.jpg'],
    [sampleFile('cat-with-yarn'), 'cats/yarn one.jpg'],
    [sampleFile('kitten-on-fence'), 'cats/kitten.jpg'],
    [sampleFile('dog-shepherd'), 'cats/not a cat.jpg'],
    [sampleFile('dog-shepherd'), 'dogs/shepherd.jpg'],
    [sampleFile('dog-drawing'), 'dogs/drawing.jpg'],
    [fixtureFile('text.jpg'), 'dogs/broken.jpg'],
    [fixtureFile('text.jpg'), 'notes.txt'],
  ];
  for (const [from, to] of copies) copyFileSync(from, join(folder, to));
  return folder;
}

const page = sharePage(
  async (opened) => {
    await opened.goto('./#w=dataset');
    await expect(opened.getByRole('heading', { name: /Measure the model/ })).toBeVisible();
  },
  { reducedMotion: 'reduce' },
);

const gallery = () => page().getByRole('region', { name: 'Gallery' });
const tiles = () => gallery().getByRole('gridcell');

async function expectNoViolations(checked: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: checked }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

test('a folder is looked through before anything runs: its labels, and what is left out', async () => {
  await expectNoViolations(page());
  await page().getByLabel('Folder of pictures').setInputFiles(makeFolder());
  await expect(page().getByRole('heading', { name: 'pets: are these labels right?' })).toBeVisible();
  await expect(page().getByRole('main')).toContainText('7 pictures, all with a label.');
  await expect(page().getByRole('combobox', { name: 'Class of: Folder “cats”' })).toHaveValue('0');
  await expect(page().getByRole('combobox', { name: 'Class of: Folder “dogs”' })).toHaveValue('1');
  await page().getByText('1 file left out').click();
  await expect(page().getByText('pets/notes.txt')).toBeVisible();
  await expectNoViolations(page());
});

test('the run answers every picture, and says of the broken one that it is none', async () => {
  await page().getByRole('button', { name: 'Start with these labels' }).click();
  await expect(page().getByRole('main')).toContainText('7 of 7 pictures. Done.');
  const accuracy = page().getByRole('row', { name: /^Accuracy/ });
  await expect(accuracy).toContainText(/\(5 of 6\), 95% interval/);
  await expect(page().getByRole('region', { name: 'Numbers' })).toContainText('Too few to tell');
  await expect(page().getByText('1 file could not be read, 1 file left out')).toBeVisible();
  await expect(tiles().first()).toHaveAccessibleName(
    /^pets\/cats\/not a cat\.jpg: labelled cat, called dog, 99\.\d\s%, wrong/,
  );
  await expectNoViolations(page());
});

test('a threshold moves numbers, matrix and gallery at once', async () => {
  const slider = page().getByRole('slider', { name: 'Called dog from' });
  await slider.focus();
  await page().keyboard.press('End');
  await expect(page().getByRole('button', { name: '2 pictures: labelled dog, called cat' })).toBeVisible();
  await page().getByRole('button', { name: 'Back to one half' }).click();
  await expect(page().getByRole('button', { name: '0 pictures: labelled dog, called cat' })).toBeVisible();
});

test('a cell of the matrix chooses the pictures; Enter opens one in Explore, and Escape comes back to it', async () => {
  await page().getByRole('button', { name: '3 pictures: labelled cat, called cat' }).click();
  await expect(tiles()).toHaveCount(3);
  await tiles().first().focus();
  await page().keyboard.press('ArrowRight');
  await expect(tiles().nth(1)).toBeFocused();
  const name = (await tiles().nth(1).getAttribute('title')) ?? '';
  await page().keyboard.press('Enter');
  await expect(page().getByRole('button', { name: 'Back to the data set' })).toBeVisible();
  await expectExplained(page());
  await expect(prediction(page())).toContainText(/% cat/);
  await expect(tray(page())).toContainText(name.slice(name.lastIndexOf('/') + 1));
  await page().keyboard.press('Escape');
  await expect(tiles().nth(1)).toBeFocused();
  await expect(tiles()).toHaveCount(3);
  await expect(page()).toHaveURL(/#w=dataset$/);

  await tiles().first().click();
  await page().getByRole('button', { name: 'Back to the data set' }).click();
  await expect(tiles()).toHaveCount(3);
});

test('the answers are exported as a table', async () => {
  const [download] = await Promise.all([
    page().waitForEvent('download'),
    page().getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('stratacam-pets.csv');
  const [head = [], ...lines] = readCsv(readFileSync(await download.path(), 'utf8'));
  const cell = (path: string, column: string) =>
    lines.find((line) => line[head.indexOf('path')] === path)?.[head.indexOf(column)];
  expect(lines).toHaveLength(7);
  expect(cell('pets/cats/not a cat.jpg', 'label')).toBe('cat');
  expect(cell('pets/cats/not a cat.jpg', 'answer')).toBe('dog');
  expect(cell('pets/dogs/broken.jpg', 'problem')).toBe('pictureNotAPicture');
});

test('on a phone and in the dark axe finds nothing, and nothing is wider than the screen', async () => {
  await page().setViewportSize({ width: 390, height: 844 });
  await page().emulateMedia({ colorScheme: 'dark' });
  await expectNoViolations(page());
  expect(await page().evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('beside the way back the head of Explore keeps all its buttons, on a phone and on small screens', async () => {
  await tiles().first().click();
  await expectExplained(page());
  const head = page().getByRole('banner');
  for (const width of [320, 390, 768, 1024, 1280, 1440]) {
    await page().setViewportSize({ width, height: 844 });
    for (const name of ['Open photos', 'Share', 'Save', 'Back to the data set']) {
      // A trial presses nothing, but fails where something else would take the press.
      await head.getByRole('button', { name, exact: true }).click({ trial: true, timeout: 3000 });
    }
    expect(await page().evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  await head.getByRole('button', { name: 'Back to the data set' }).click();
});
