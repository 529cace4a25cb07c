import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commentBytes } from './gifComment.ts';

/** The text of a comment extension, block by block. */
function readComment(bytes: Uint8Array): string {
  expect([bytes[0], bytes[1]]).toEqual([0x21, 0xfe]);
  let text = '';
  let at = 2;
  for (let length = bytes[at]!; length > 0; length = bytes[at]!) {
    text += String.fromCharCode(...bytes.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
  expect(at).toBe(bytes.length - 1);
  return text;
}

test('whatever a recipe says comes back from a comment of ASCII letters', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 400 }), { maxLength: 4 }), (value) => {
      const bytes = commentBytes(JSON.stringify(value));
      const comment = readComment(bytes);
      expect(comment).toMatch(/^[ -~]*$/);
      expect(JSON.parse(comment)).toEqual(value);
    }),
  );
});
