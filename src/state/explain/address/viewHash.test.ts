import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layerSetIds } from '../../../model/layers/layerSet.ts';
import { fusionIds, mixRules } from '../view/fusionMix.ts';
import { maskFills, maskOutsides, maskShapes, maskSources } from '../view/maskView.ts';
import { defaultView, type View } from '../view/view.ts';
import { decodeView, encodeView } from './viewHash.ts';

const keys =
  'picture target method layer layers left right fusion mix opacity colours smooth sign scale contours speed loop fit'.split(
    ' ',
  );

const stage = fc.constantFrom('layer', 'average', 'lastConvolution');

const anyView: fc.Arbitrary<View> = fc.record({
  sample: fc.oneof(fc.constant(null), fc.constantFrom('cat-portrait', 'x1', '/my photos/küche.JPG')),
  target: fc.oneof(fc.constant('predicted'), fc.nat(99_999)),
  method: fc.constantFrom('positiveGradCam', 'gradCam', 'layerCam', 'hiResCam', 'fullGrad', 'scoreCam'),
  layer: fc.string({ unit: 'grapheme', maxLength: 40 }).filter((name) => name.length <= 128),
  layerSet: fc.constantFrom(...layerSetIds),
  leftStage: stage,
  rightStage: stage,
  fusion: fc.constantFrom(...fusionIds),
  mix: fc.record({
    rule: fc.constantFrom(...mixRules),
    firstLayer: fc.nat(100),
    lastLayer: fc.oneof(fc.constant(null), fc.integer({ min: 100, max: 9999 })),
    blockWeights: fc.dictionary(
      fc.nat(999).map(String),
      fc.nat(99).map((percent) => percent / 100),
      { maxKeys: 20, noNullPrototype: true },
    ),
    percentile: fc.nat(100),
  }),
  opacity: fc.nat(1000).map((thousandths) => thousandths / 1000),
  colourMap: fc.constantFrom('turbo', 'viridis', 'magma', 'cividis', 'jet'),
  smooth: fc.boolean(),
  sign: fc.constantFrom('positive', 'negative', 'signed'),
  scale: fc.constantFrom('layer', 'run'),
  contours: fc.boolean(),
  mask: fc.record({
    shows: fc.constantFrom(...maskShapes),
    source: fc.constantFrom(...maskSources),
    threshold: fc.oneof(
      fc.constant('otsu'),
      fc.nat(100).map((percent) => percent / 100),
    ),
    outside: fc.constantFrom(...maskOutsides),
    fill: fc.constantFrom(...maskFills),
  }),
  speed: fc.constantFrom(0.25, 0.5, 1, 2),
  loop: fc.boolean(),
  fit: fc.constantFrom('stretch', 'centreCrop'),
  crate: fc.constantFrom(null, {
    bars: 20,
    thickness: 0.35,
    colour: '#0a0b0c',
    angle: -45,
    offset: 0.99,
    direction: 'horizontal',
  }),
});

/** The same cases in every run. */
const runs = { numRuns: 2000, seed: 19 };

describe('a view in the URL', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(decodeView(`#${encodeView(view)}`)).toEqual(view);
      }),
      runs,
    );
  });

  test('is never longer than 2,048 characters', () => {
    const layer = '\u{1F431}'.repeat(64);
    const view: View = { ...defaultView, layer, sample: 'x'.repeat(64), rightStage: 'lastConvolution' };
    expect(encodeView(view).length).toBeLessThanOrEqual(2048);
    expect(decodeView(encodeView(view))).toEqual(view);
  });

  test('names only what differs from the default', () => {
    expect(encodeView(defaultView)).toBe('');
    expect(encodeView({ ...defaultView, sample: null, target: 1, smooth: false })).toBe(
      'v=1&picture=own&target=1&smooth=off',
    );
  });

  test('leaves out what it could not read again', () => {
    expect(encodeView({ ...defaultView, layer: 'x'.repeat(129), opacity: Number.NaN, target: -1 })).toBe('');
    expect(encodeView({ ...defaultView, layer: '\ud83d', opacity: Number.POSITIVE_INFINITY })).toBe('');
    expect(encodeView({ ...defaultView, sample: '../secret.png' })).toBe('');
  });

  test('leaves out a property that would make it too long, and keeps the others', () => {
    const blockWeights = Object.fromEntries(Array.from({ length: 400 }, (_, block) => [block, 0.5]));
    const view: View = {
      ...defaultView,
      target: 1,
      mix: { ...defaultView.mix, blockWeights },
      fit: 'centreCrop',
    };
    expect(encodeView(view)).toBe('v=1&target=1&fit=centreCrop');
  });
});

describe('a fragment from a stranger', () => {
  test('never throws and always gives a whole view', () => {
    const properties = Object.keys(defaultView).sort();
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webFragments()), (hash) => {
        for (const text of [hash, `#v=1&${hash}`]) {
          expect(Object.keys(decodeView(text)).sort()).toEqual(properties);
        }
      }),
      runs,
    );
  });

  test('made of words that the codec knows, right or wrong, is read as what is written again', () => {
    const key = fc.constantFrom(...keys, '__proto__', 'constructor', 'toString', 'v');
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'NaN',
        'Infinity',
        '-1',
        '1e3',
        '__proto__',
        'on',
        '0.5',
        'own',
        'b1-5',
        'mean_b__proto__-1',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value), { maxLength: 12 }), (words) => {
        const view = decodeView(`v=1&${new URLSearchParams(words)}`);
        expect(decodeView(encodeView(view))).toEqual(view);
        expect(Object.getPrototypeOf(view)).toBe(Object.prototype);
        expect(Object.getPrototypeOf(view.mix.blockWeights)).toBe(Object.prototype);
        expect(view.opacity >= 0 && view.opacity <= 1).toBe(true);
        expect(Object.keys({})).toEqual([]);
      }),
      runs,
    );
  });

  test.each([
    'opacity=NaN',
    'opacity=Infinity',
    'opacity=1.5',
    'opacity=-0.1',
    'opacity=0x1',
    'opacity=',
    'target=-1',
    'target=1e3',
    'target=1.5',
    'target=999999',
    'sign=SIGNED',
    'speed=3',
    'smooth=true',
    'picture=../secret',
    'method=toString',
    'mask=cutout_t101',
    'mask=cutout_t0.5',
    'mask=cutout_cutout',
    'mask=',
    'mask=toString',
    'mix=mean_9-3',
    'mix=mean_b6-101',
    'mix=winsor_p101',
    'mix=mean_',
    'mix=mean_b-1',
    'crate=21_20_d0d0d0_both',
    'crate=9_20_red_both',
    'picture=https://example.org/x.jpg',
    `layer=${'x'.repeat(129)}`,
    'layers=toString',
    '__proto__=1&constructor=2&sample=x&hasOwnProperty=3',
    '%',
    '%E0%A4%A',
  ])('counts as not there: %s', (words) => {
    expect(decodeView(`#v=1&${words}`)).toEqual(defaultView);
  });

  test('is ignored whole when it is of another version, of none, or too long', () => {
    expect(decodeView('#v=2&sign=signed')).toEqual(defaultView);
    expect(decodeView('#sign=signed')).toEqual(defaultView);
    expect(decodeView(`#v=1&sign=signed&x=${'x'.repeat(2048)}`)).toEqual(defaultView);
    expect(decodeView('#v=1&sign=signed').sign).toBe('signed');
  });

  test('keeps the good among the bad', () => {
    expect(decodeView('v=1&sign=signed&scale=moon&opacity=0.25')).toEqual({
      ...defaultView,
      sign: 'signed',
      opacity: 0.25,
    });
  });
});
