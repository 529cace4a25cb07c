import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileName, layerPart, namePart } from './fileName.ts';

const date = new Date(2026, 10, 3);

test('a name tells the day, the picture and the layer', () => {
  const part = layerPart(57, 155, 'block 6, expand (ReLU)');
  expect(fileName({ date, picture: 'cat-portrait', part, extension: 'png' })).toBe(
    'stratacam_2026-11-03_cat-portrait_layer-058_block-6-expand-relu.png',
  );
});

test('a picture loses its extension, and one without a readable name gets one', () => {
  const named = (picture: string) => fileName({ date, picture, part: 'filmstrip', extension: 'png' });
  expect(named('My Dog (2).JPEG')).toBe('stratacam_2026-11-03_my-dog-2_filmstrip.png');
  expect(named('../../etc/passwd')).toBe('stratacam_2026-11-03_etc-passwd_filmstrip.png');
  expect(named('Кот №1.png')).toBe('stratacam_2026-11-03_кот-1_filmstrip.png');
  expect(named('***.png')).toBe('stratacam_2026-11-03_picture_filmstrip.png');
});

test('layers sort as they come in the network', () => {
  const parts = Array.from({ length: 1200 }, (_, position) => layerPart(position, 1200, 'layer'));
  expect(parts.toSorted()).toEqual(parts);
});

test('whatever a picture is called, its name has nothing that a file system objects to', () => {
  const anything = fc.string({ unit: 'grapheme', maxLength: 120 });
  fc.assert(
    fc.property(anything, (text) => {
      const part = namePart(text);
      expect(part).toMatch(/^([\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?)?$/u);
      expect([...part].length).toBeLessThanOrEqual(48);
      expect(namePart(part)).toBe(part);
    }),
  );
});
