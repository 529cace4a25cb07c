import type { Orientation } from '../header.ts';
import { createCanvas, freeCanvas } from './canvas.ts';

/** Linear part (a, b, c, d) of x′ = a·x + c·y + e, y′ = b·x + d·y + f: EXIF 2.32, tag 0x0112. */
const turns: Readonly<Record<Orientation, readonly [number, number, number, number]>> = {
  1: [1, 0, 0, 1],
  2: [-1, 0, 0, 1],
  3: [-1, 0, 0, -1],
  4: [1, 0, 0, -1],
  5: [0, 1, 1, 0],
  6: [0, 1, -1, 0],
  7: [0, -1, -1, 0],
  8: [0, -1, 1, 0],
};

/** A bitmap as it was stored, turned and mirrored to be upright; pixels are only moved. Closes `bitmap`. */
export function turnUpright(bitmap: ImageBitmap, orientation: Orientation): ImageBitmap {
  const [a, b, c, d] = turns[orientation];
  const width = a === 0 ? bitmap.height : bitmap.width;
  const height = a === 0 ? bitmap.width : bitmap.height;
  const { canvas, context } = createCanvas(width, height, { willReadFrequently: true });
  // Where an axis is reversed, its origin moves to the far side.
  context.setTransform(a, b, c, d, a + c < 0 ? width : 0, b + d < 0 ? height : 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const upright = canvas.transferToImageBitmap();
  freeCanvas(canvas);
  return upright;
}
