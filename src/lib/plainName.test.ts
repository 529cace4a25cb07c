import { expect, test } from 'vitest';
import { plainName } from './plainName.ts';

test.each([
  ['cat\u202egpj.exe', 'catgpj.exe'],
  ['\u2066a\u2069\u200e\u200f\u061c.png', 'a.png'],
  ['two\r\nlines\tand\0more\u2028.jpg', 'two lines and more .jpg'],
  ['חתול.jpg', 'חתול.jpg'],
  ['👩‍👩‍👧 family.jpg', '👩‍👩‍👧 family.jpg'],
  ['\u202e', ''],
])('%j becomes %j', (name, plain) => {
  expect(plainName(name)).toBe(plain);
});
