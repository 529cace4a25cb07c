import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { makeQrCode, type QrCode } from './qrCode.ts';

/** The code as a screen would show it, 4 pixels a module. */
function drawCode({ size, path }: QrCode) {
  const scale = 4;
  const side = size * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      const start = (row * side + Number(x) * scale) * 4;
      for (let pixel = 0; pixel < Number(length) * scale; pixel++)
        data.fill(0, start + pixel * 4, start + pixel * 4 + 3);
    }
  }
  return { width: side, height: side, data };
}

test.each([1, 60, 200, 201, 1000])('a link of %d characters is read back from its code', (length) => {
  const text = 'https://site.example/strata/#v=1&layer='.padEnd(length, 'block_6_add&').slice(0, length);
  const code = makeQrCode(text);
  expect(code === null ? null : decodeQR(drawCode(code), { effort: 9, timeLimit: 5000 })).toBe(text);
});

test('four modules around the code stay white', () => {
  const code = makeQrCode('https://site.example/');
  const places = [...(code?.path.matchAll(/M(\d+) (\d+)h(\d+)/g) ?? [])].map((match) =>
    match.slice(1).map(Number),
  );
  expect(Math.min(...places.map(([x = 0]) => x))).toBe(4);
  expect(Math.min(...places.map(([, y = 0]) => y))).toBe(4);
  expect(Math.max(...places.map(([x = 0, , length = 0]) => x + length))).toBe((code?.size ?? 0) - 4);
});

test('no code is made of what phones could not read, counted in bytes', () => {
  expect(makeQrCode('x'.repeat(1001))).toBeNull();
  expect(makeQrCode('ü'.repeat(501))).toBeNull();
});
