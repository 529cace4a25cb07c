import { expect, sharePage, test } from './fixtures.ts';
import {
  choice,
  expectExplained,
  firstView,
  layerSets,
  layerSlider,
  openExplained,
  openSample,
  prediction,
  secondView,
} from './screen.ts';

const page = sharePage(openExplained);

test('a reload keeps picture, target, layer, layers, colours and all', async () => {
  await openSample(page(), 'A German shepherd, standing');
  await choice(page(), 'Explain', 'Why cat?').check();
  await layerSets(page()).selectOption('Block outputs');
  await choice(page(), 'Colours', 'Magma').check();
  await layerSlider(page()).focus();
  await page().keyboard.press('Home');
  await page().keyboard.press('ArrowRight');
  await expect(page()).toHaveURL(
    /#v=1&picture=dog-shepherd&target=0&layer=block_1_project_BN&layers=blockOutputs&colours=magma$/,
  );

  await page().reload();
  await expectExplained(page());
  await expect(prediction(page())).toContainText(/99\.4\s% dog/);
  await expect(choice(page(), 'Explain', 'Why cat?')).toBeChecked();
  await expect(choice(page(), 'Colours', 'Magma')).toBeChecked();
  await expect(firstView(page())).toContainText('Layer 2 of 17: block 1, output');
  await expect(secondView(page())).toContainText('Mean of 17 layers');
});

test('back and forward go through pictures, targets and sets of layers', async () => {
  await openExplained(page(), './?steps#v=1');
  await openSample(page(), 'A kitten looking over a plank');
  await choice(page(), 'Explain', 'Why dog?').check();
  await expectExplained(page());
  await layerSets(page()).selectOption('Convolutions');
  await expect(secondView(page())).toContainText('Mean of 52 layers');

  await page().goBack();
  await expect(secondView(page())).toContainText('Mean of 155 layers');
  await expect(choice(page(), 'Explain', 'Why dog?')).toBeChecked();
  await page().goBack();
  await expect(choice(page(), 'Explain', 'Predicted')).toBeChecked();
  await expect(page()).toHaveURL(/picture=kitten-on-fence$/);
  await page().goBack();
  await expect(page()).toHaveURL(/\?steps$/);
  await expectExplained(page());
  await expect(prediction(page())).toContainText(/99\.3\s% cat/);

  await page().goForward();
  await page().goForward();
  await page().goForward();
  await expectExplained(page());
  await expect(prediction(page())).toContainText(/99\.4\s% cat/);
  await expect(choice(page(), 'Explain', 'Why dog?')).toBeChecked();
  await expect(secondView(page())).toContainText('Mean of 52 layers');
});

for (const [what, hash] of [
  ['control characters', '#v=1&layer=%00%1b%0a&picture=%2e%2e%2fsecret'],
  ['ten thousand letters', `#v=1&layer=${'x'.repeat(10_000)}`],
  [
    'names of prototypes',
    '#v=1&__proto__=x&constructor=y&layers=__proto__&method=toString&colours=constructor',
  ],
  ['impossible numbers', '#v=1&opacity=1e308&target=99999&speed=-1&layer=%E0%A4%A'],
] as const) {
  test(`an address with ${what} opens the default view`, async () => {
    // Another query, so that the address is opened and not only its fragment changed.
    await openExplained(page(), `./?${encodeURIComponent(what)}${hash}`);
    await expect(prediction(page())).toContainText(/99\.3\s% cat/);
    await expect(secondView(page())).toContainText('Mean of 155 layers');
    await expect(layerSlider(page())).toHaveValue('154');
    await expect(choice(page(), 'Explain', 'Predicted')).toBeChecked();
  });
}
