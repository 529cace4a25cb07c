import { type Crate, crateBars } from '../../image/alter/crate.ts';
import type { ScenePhoto } from '../api.ts';

/**
 * A copy of the photo's bitmap with the crate in front of the part that the model saw. The bars are laid out on the
 * model's square, so they are stretched with it: it is what the model was given, at the photo's own resolution.
 *
 * @returns a bitmap of the same size; whoever asked for it closes it.
 */
export function drawBehindCrate({ bitmap, width, height, seen }: ScenePhoto, crate: Crate): ImageBitmap {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.drawImage(bitmap, 0, 0);
  const across = bitmap.width / width;
  const down = bitmap.height / height;
  context.setTransform(seen.width * across, 0, 0, seen.height * down, seen.x * across, seen.y * down);
  context.beginPath();
  context.rect(0, 0, 1, 1);
  context.clip();
  context.fillStyle = crate.colour;
  for (const corners of crateBars(crate)) {
    context.beginPath();
    for (const [x, y] of corners) context.lineTo(x, y);
    context.fill();
  }
  return canvas.transferToImageBitmap();
}
