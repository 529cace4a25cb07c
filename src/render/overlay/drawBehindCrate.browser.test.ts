import { expect, test } from 'vitest';
import { type Crate, placeBehindCrate } from '../../image/alter/crate.ts';
import { drawBehindCrate } from './drawBehindCrate.ts';

const crate: Crate = {
  bars: 3,
  thickness: 0.3,
  colour: '#20c040',
  angle: 20,
  offset: 0.2,
  direction: 'both',
};

/** A white photo of 80 × 60 as a bitmap. */
function whitePhoto(): ImageBitmap {
  const canvas = new OffscreenCanvas(80, 60);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, 80, 60);
  return canvas.transferToImageBitmap();
}

function pixelsOf(bitmap: ImageBitmap): Uint8ClampedArray {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
}

test('the photo stands behind the bars that the model is given, in the part that it saw', () => {
  // The photo is twice the size of its bitmap; the model saw the middle 60 × 60 of the bitmap's pixels.
  const seen = { x: 20, y: 0, width: 120, height: 120 };
  const drawn = pixelsOf(drawBehindCrate({ bitmap: whitePhoto(), width: 160, height: 120, seen }, crate));
  const white = { width: 60, height: 60, data: new Uint8Array(60 * 60 * 3).fill(255) };
  const given = placeBehindCrate(white, crate).data;
  let difference = 0;
  for (let row = 0; row < 60; row++) {
    for (let column = 0; column < 80; column++) {
      const inside = column >= 10 && column < 70;
      for (let channel = 0; channel < 3; channel++) {
        const expected = inside ? given[(row * 60 + column - 10) * 3 + channel]! : 255;
        difference += Math.abs(expected - drawn[(row * 80 + column) * 4 + channel]!);
      }
    }
  }
  // Canvases may smooth edges in quarters of a pixel; bars that lie elsewhere would differ by dozens of levels.
  expect(difference / (80 * 60 * 3)).toBeLessThan(4);
});

test('the photo it was given stays open and as it was', () => {
  const bitmap = whitePhoto();
  const seen = { x: 0, y: 0, width: 80, height: 60 };
  drawBehindCrate({ bitmap, width: 80, height: 60, seen }, crate).close();
  expect(pixelsOf(bitmap).every((level) => level === 255)).toBe(true);
});
