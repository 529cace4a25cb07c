import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Stroke } from '../../../cam/region/regionStrokes.ts';
import { type Marks, mostStrokes, noMarks } from '../pictures/marks.ts';
import { defaultView, type View } from '../view/view.ts';
import { decodeBase64Url, encodeBase64Url } from './base64Url.ts';
import { decodeLink, encodeLink, mostCopyBytes } from './link.ts';

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
        const link = decodeLink(`#${encodeLink(ownView, bytes)}`);
        expect(link).toEqual({ view: ownView, marks: noMarks, copy: bytes });
      }),
      runs,
    );
  });

  test('holds the largest copy that is allowed beside the longest view, and no larger one', () => {
    const longest: View = { ...ownView, layer: '\u{1F431}'.repeat(64), rightStage: 'lastConvolution' };
    const largest = new Uint8Array(mostCopyBytes).fill(255);
    const marks: Marks = {
      box: { x: 0, y: 0, width: 1, height: 1 },
      strokes: new Array(160).fill({
        adds: true,
        shape: { kind: 'line', radius: 2, points: [{ x: 1, y: 1 }] },
      }),
    };
    const fragment = encodeLink(longest, largest, marks);
    expect(decodeLink(`#${fragment}`)).toEqual({ view: longest, marks, copy: largest });
    expect(encodeLink(ownView, new Uint8Array(mostCopyBytes + 1))).toBe(encodeLink(ownView, null));
  });

  test('to a sample carries no picture, whatever it says', () => {
    const copy = new Uint8Array([1, 2, 3]);
    expect(encodeLink({ ...ownView, sample: 'dog-shepherd' }, copy)).toBe(
      'v=1&picture=dog-shepherd&target=1',
    );
    expect(decodeLink('#v=1&picture=dog-shepherd&copy=AQID').copy).toBeNull();
    const nothing = { view: defaultView, marks: noMarks, copy: null };
    expect(decodeLink('#v=2&picture=own&box=0_0_9_9&copy=AQID')).toEqual(nothing);
  });

  test('carries a box and strokes for any picture, or leaves out strokes that are too many', () => {
    const box = { x: 0.5, y: 0, width: 0.25, height: 1 };
    const dot: Stroke = { adds: false, shape: { kind: 'line', radius: 0.05, points: [{ x: 0, y: 0.5 }] } };
    const fragment = encodeLink(defaultView, null, { box, strokes: [dot] });
    expect(fragment).toBe('v=1&box=5000_0_7500_10000&strokes=BGQA0A8');
    expect(decodeLink(fragment)).toEqual({ view: defaultView, marks: { box, strokes: [dot] }, copy: null });
    const tooMany = { box, strokes: new Array(400).fill(dot) };
    expect(encodeLink(defaultView, null, tooMany)).toBe('v=1&box=5000_0_7500_10000');
  });
});

describe('a link from a stranger', () => {
  test('never throws, and gives a whole view and a copy that is small enough or none', () => {
    const properties = Object.keys(defaultView).sort();
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.webFragments(), fc.base64String());
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { view, copy, marks } = decodeLink(
          `#v=1&picture=own&copy=${one}&strokes=${other}&box=${one}&${other}`,
        );
        expect(marks.strokes.length).toBeLessThanOrEqual(mostStrokes);
        expect(Object.keys(view).sort()).toEqual(properties);
        expect(copy === null || copy.length <= mostCopyBytes).toBe(true);
      }),
      runs,
    );
  });

  test('keeps its view when its copy is too long or broken, and nothing at all of what is endless', () => {
    expect(decodeLink(`#v=1&picture=own&target=1&copy=${'A'.repeat(16_388)}`)).toEqual({
      view: ownView,
      marks: noMarks,
      copy: null,
    });
    expect(decodeLink('#v=1&picture=own&target=1&copy=%41')).toMatchObject({ view: ownView, copy: null });
    expect(decodeLink(`#v=1&picture=own&target=1&copy=${'A'.repeat(40_000)}`).view).toEqual(defaultView);
  });
});
