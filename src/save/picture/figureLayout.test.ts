import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FigurePanel, type FigureSpec, layoutFigure } from './figureLayout.ts';
import { cutText, wrapText } from './wrapText.ts';

/** Every letter is 6 CSS pixels wide. */
const measure = (text: string) => text.length * 6;
const panel: FigurePanel = {
  title: 'This layer',
  caption: 'Layer 58 of 155',
  legend: { colours: 'turbo', least: '0', most: '0.151' },
};
const spec: FigureSpec = {
  imageWidth: 400,
  imageHeight: 300,
  panels: [panel, panel],
  footer: '99.3 % cat',
  captioned: true,
  ratio: 1,
};

test('photos stand beside each other at their own size, each with title, legend and caption', () => {
  const { width, height, images, bars, texts } = layoutFigure(spec, measure);
  expect(images).toEqual([
    { x: 20, y: 48, width: 400, height: 300 },
    { x: 444, y: 48, width: 400, height: 300 },
  ]);
  // Margins and the gap: 2 × 400 + 24 + 2 × 20; under the photos 30 legend, 18 caption, 8 + 18 footer, 16 margin.
  expect([width, height]).toEqual([864, 438]);
  expect(bars).toEqual([
    { x: 34, y: 360, width: 348, height: 8, colours: 'turbo' },
    { x: 458, y: 360, width: 348, height: 8, colours: 'turbo' },
  ]);
  expect(texts.map(({ text, x }) => `${text} ${x}`)).toEqual([
    'This layer 20',
    '0 20',
    '0.151 390',
    'Layer 58 of 155 20',
    'This layer 444',
    '0 444',
    '0.151 814',
    'Layer 58 of 155 444',
    '99.3 % cat 20',
  ]);
});

test('without captions only the photos are left', () => {
  const { width, height, images, bars, texts } = layoutFigure({ ...spec, captioned: false }, measure);
  expect([width, height, bars, texts]).toEqual([808, 300, [], []]);
  expect(images.map(({ x }) => x)).toEqual([0, 408]);
  const alone = layoutFigure({ ...spec, captioned: false, panels: [panel] }, measure);
  expect([alone.width, alone.height]).toEqual([400, 300]);
});

test('letters grow with the picture: twice the ratio is the same figure twice as large', () => {
  const large = layoutFigure({ ...spec, imageWidth: 800, imageHeight: 600, ratio: 2 }, measure);
  const small = layoutFigure(spec, measure);
  expect([large.width, large.height]).toEqual([2 * small.width, 2 * small.height]);
  expect(large.texts.map(({ y }) => y / 2)).toEqual(small.texts.map(({ y }) => y));
});

test('everything lies inside the figure, whatever its shape, and nothing on a photo', () => {
  const anyPanel = fc.record({
    title: fc.constant('This layer'),
    caption: fc.lorem({ maxCount: 20 }),
    legend: fc.constantFrom(null, panel.legend),
  });
  const anySpec = fc.record({
    imageWidth: fc.integer({ min: 1, max: 4000 }),
    imageHeight: fc.integer({ min: 1, max: 4000 }),
    panels: fc.array(anyPanel, { minLength: 1, maxLength: 2 }),
    footer: fc.lorem({ maxCount: 20 }),
    captioned: fc.constant(true),
    ratio: fc.double({ min: 1, max: 8, noNaN: true }),
  });
  fc.assert(
    fc.property(anySpec, (any) => {
      const { width, height, images, bars, texts } = layoutFigure(any, measure);
      for (const box of [...images, ...bars]) {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        expect(box.y + box.height).toBeLessThanOrEqual(height);
      }
      const [image] = images;
      for (const { text, x, y } of texts) {
        // Distances are whole pixels, so half a pixel of a letter may be over.
        expect(x + measure(text) * any.ratio).toBeLessThanOrEqual(width + 1);
        expect(y).toBeLessThan(height);
        expect(y <= image!.y || y > image!.y + image!.height).toBe(true);
      }
    }),
  );
});

test('lines break at spaces, and a word that is too long breaks anywhere', () => {
  expect(wrapText('one two three', 42, measure)).toEqual(['one two', 'three']);
  expect(wrapText('a extraordinary b', 36, measure)).toEqual(['a', 'extrao', 'rdinar', 'y b']);
  expect(wrapText('100\u00a0% of it', 30, measure)).toEqual(['100\u00a0%', 'of it']);
  expect(wrapText('', 30, measure)).toEqual([]);
});

test('a text that does not fit ends in an ellipsis that does', () => {
  expect(cutText('block 6', 42, measure)).toBe('block 6');
  expect(cutText('block 6, expand', 42, measure)).toBe('block…');
});
