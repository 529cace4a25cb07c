import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64Url, encodeBase64Url } from './base64Url.ts';
import { decodeLink, encodeLink, mostCopyBytes } from './link.ts';
import { defaultView, type View } from './view.ts';

const ownView: View = { ...defaultView, sample: null, target: 1 };
const runs = { numRuns: 2000, seed: 23 };

test('bytes as text for addresses are those of RFC 4648', () => {
  expect(encodeBase64Url(new Uint8Array([]))).toBe('');
  expect(encodeBase64Url(new Uint8Array([0xfb, 0xff, 0xfe]))).toBe('-__-');
  expect(encodeBase64Url(new TextEncoder().encode('foob'))).toBe('Zm9vYg');
  expect(decodeBase64Url('Zm9vYg')).toEqual(new TextEncoder().encode('foob'));
  for (const text of ['Zm9vYg==', 'A', 'a+b/', 'ä', 'Zm 9', 'Zm9v\n'])
    expect(decodeBase64Url(text)).toBeNull();
});

describe('a link', () => {
  test('brings the copy of an own picture as it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
        expect(decodeLink(`#${encodeLink(ownView, bytes)}`)).toEqual({ view: ownView, copy: bytes });
      }),
      runs,
    );
  });

  test('holds the largest copy that is allowed beside the longest view, and no larger one', () => {
    const longest: View = { ...ownView, layer: '\u{1F431}'.repeat(64), rightStage: 'lastConvolution' };
    const largest = new Uint8Array(mostCopyBytes).fill(255);
    expect(decodeLink(encodeLink(longest, largest))).toEqual({ view: longest, copy: largest });
    expect(encodeLink(ownView, new Uint8Array(mostCopyBytes + 1))).toBe(encodeLink(ownView, null));
  });

  test('to a sample carries no picture, whatever it says', () => {
    const copy = new Uint8Array([1, 2, 3]);
    expect(encodeLink({ ...ownView, sample: 'dog-shepherd' }, copy)).toBe(
      'v=1&picture=dog-shepherd&target=1',
    );
    expect(decodeLink('#v=1&picture=dog-shepherd&copy=AQID').copy).toBeNull();
    expect(decodeLink('#v=2&picture=own&copy=AQID')).toEqual({ view: defaultView, copy: null });
  });
});

describe('a link from a stranger', () => {
  test('never throws, and gives a whole view and a copy that is small enough or none', () => {
    const properties = Object.keys(defaultView).sort();
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.webFragments(), fc.base64String());
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { view, copy } = decodeLink(`#v=1&picture=own&copy=${one}&${other}`);
        expect(Object.keys(view).sort()).toEqual(properties);
        expect(copy === null || copy.length <= mostCopyBytes).toBe(true);
      }),
      runs,
    );
  });

  test('keeps its view when its copy is too long or broken, and nothing at all of what is endless', () => {
    expect(decodeLink(`#v=1&picture=own&target=1&copy=${'A'.repeat(16_388)}`)).toEqual({
      view: ownView,
      copy: null,
    });
    expect(decodeLink('#v=1&picture=own&target=1&copy=%41')).toEqual({ view: ownView, copy: null });
    expect(decodeLink(`#v=1&picture=own&target=1&copy=${'A'.repeat(40_000)}`).view).toEqual(defaultView);
  });
});
