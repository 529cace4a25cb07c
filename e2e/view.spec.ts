import type { Locator } from '@playwright/test';
import { expect, sharePage, test } from './fixtures.ts';
import {
  choice,
  engineWorker,
  expectExplained,
  firstView,
  heatMap,
  layerSlider,
  openExplained,
  prediction,
  secondView,
} from './screen.ts';

const page = sharePage(openExplained);

const describedMap = (view: Locator) => heatMap(view).getAttribute('aria-label');

/** Counts from now on what the engine is asked to explain. */
async function countRuns(): Promise<() => Promise<number>> {
  const worker = await engineWorker(page());
  const counter = await worker.evaluateHandle(() => {
    const counted = { runs: 0 };
    addEventListener('message', ({ data }: MessageEvent<{ kind: string; method?: string }>) => {
      if (data.kind === 'call' && data.method === 'explain') counted.runs += 1;
    });
    return counted;
  });
  return () => counter.evaluate(({ runs }) => runs);
}

test('why dog? shows other maps than why cat?, and Predicted brings the first ones back', async () => {
  await expect(heatMap(secondView(page()))).toBeVisible();
  const whyCat = await describedMap(secondView(page()));
  await choice(page(), 'Explain', 'Why dog?').check();
  await expect(heatMap(secondView(page()))).not.toHaveAttribute('aria-label', whyCat ?? '');
  await expectExplained(page());
  await expect(prediction(page())).toContainText(/99\.\d\s% cat/);

  await choice(page(), 'Explain', 'Predicted').check();
  await expect(heatMap(secondView(page()))).toHaveAttribute('aria-label', whyCat ?? '');
  await choice(page(), 'Explain', 'Why cat?').check();
  await expect(heatMap(secondView(page()))).toHaveAttribute('aria-label', whyCat ?? '');
  await choice(page(), 'Explain', 'Predicted').check();
});

test('method, evidence, range and colours change the maps without running the network again', async () => {
  const runs = await countRuns();
  const time = await prediction(page()).getByText('Nothing was uploaded').textContent();

  const positive = await describedMap(secondView(page()));
  await choice(page(), 'Method', 'LayerCAM').check();
  await expect(heatMap(secondView(page()))).not.toHaveAttribute('aria-label', positive ?? '');
  await choice(page(), 'Method', 'Grad-CAM, positive sections').check();
  await expect(heatMap(secondView(page()))).toHaveAttribute('aria-label', positive ?? '');

  const legend = firstView(page()).getByRole('img', { name: /^Colours stand for/ });
  const ownRange = (await legend.getAttribute('aria-label')) ?? '';
  await choice(page(), 'Evidence', 'Both').check();
  await expect(legend).toHaveAttribute('aria-label', /from −/);
  await choice(page(), 'Evidence', 'For').check();
  await expect(legend).toHaveAttribute('aria-label', ownRange);
  await choice(page(), 'Range of the colours', 'All layers').check();
  await expect(legend).not.toHaveAttribute('aria-label', ownRange);
  await choice(page(), 'Range of the colours', 'This layer').check();
  await choice(page(), 'Colours', 'Viridis').check();
  await expect(page()).toHaveURL(/colours=viridis/);
  await choice(page(), 'Colours', 'Turbo').check();

  expect(await runs()).toBe(0);
  await expect(prediction(page())).toContainText(time ?? '');
});

test('the opacity decides between the photo and its heat map', async () => {
  await page().keyboard.press('End');
  await expect(layerSlider(page())).toHaveValue('154');
  const opacity = page().getByRole('slider', { name: 'Opacity' });
  await opacity.fill('0');
  const photo = await colours(heatMap(firstView(page())));
  await opacity.fill('1');
  await expect
    .poll(async () => meanDifference(photo, await colours(heatMap(firstView(page())))))
    .toBeGreaterThan(40);
  // Turbo at full opacity: hardly a pixel without a strong colour.
  await expect.poll(async () => meanSpread(await colours(heatMap(firstView(page()))))).toBeGreaterThan(100);
  await opacity.fill('0');
  await expect
    .poll(async () => meanDifference(photo, await colours(heatMap(firstView(page())))))
    .toBeLessThan(1);
  await opacity.fill('0.55');
});

/** Red, green, blue of a grid of points over what the browser really shows of an element. */
async function colours(element: Locator): Promise<number[]> {
  const png = (await element.screenshot()).toString('base64');
  return element.page().evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(32, 32).getContext('2d');
    if (context === null) throw new Error('no canvas');
    // The middle half, where every photo is.
    const { width, height } = bitmap;
    context.drawImage(bitmap, width / 4, height / 4, width / 2, height / 2, 0, 0, 32, 32);
    return Array.from(context.getImageData(0, 0, 32, 32).data).filter((_, index) => index % 4 !== 3);
  }, png);
}

function meanDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length;
}

/** Mean over the points of how far apart their channels are: 0 for greys. */
function meanSpread(rgb: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < rgb.length; index += 3) {
    const point = rgb.slice(index, index + 3);
    sum += Math.max(...point) - Math.min(...point);
  }
  return sum / (rgb.length / 3);
}
