import { readFileSync } from 'node:fs';
import type { EngineScreen } from './engineScreen.ts';

/**
 * How far what a view shows is from a photo: the mean over pixels and channels, in levels of 255. The view must show it
 * whole and without a heat map. Taken from a screenshot, because a canvas may hold what the screen does not show.
 */
export async function distanceFromPhoto(engine: EngineScreen, view: string, photo: string): Promise<number> {
  const shot = Buffer.from(await engine.screenshot()).toString('base64');
  return engine.evaluate(
    async (selector, shotBase64, photoBase64) => {
      const side = 24;
      async function decode(base64: string) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        return createImageBitmap(new Blob([bytes]));
      }
      /** A part of a picture as side × side pixels. */
      function shrink(bitmap: ImageBitmap, x: number, y: number, width: number, height: number) {
        const canvas = document.createElement('canvas');
        canvas.width = side;
        canvas.height = side;
        const context = canvas.getContext('2d', { willReadFrequently: true })!;
        context.imageSmoothingQuality = 'high';
        context.drawImage(bitmap, x, y, width, height, 0, 0, side, side);
        return context.getImageData(0, 0, side, side).data;
      }
      const shown = await decode(shotBase64);
      const wanted = await decode(photoBase64);
      const ratio = shown.width / innerWidth;
      const box = document.querySelector(`${selector} [role=img]`)!.getBoundingClientRect();
      const scale = Math.min(box.width / wanted.width, box.height / wanted.height);
      const width = wanted.width * scale;
      const height = wanted.height * scale;
      const left = box.x + (box.width - width) / 2;
      const top = box.y + (box.height - height) / 2;
      const found = shrink(shown, left * ratio, top * ratio, width * ratio, height * ratio);
      const expected = shrink(wanted, 0, 0, wanted.width, wanted.height);
      let sum = 0;
      for (let index = 0; index < found.length; index++) sum += Math.abs(found[index]! - expected[index]!);
      return sum / (found.length * 0.75);
    },
    view,
    shot,
    readFileSync(photo).toString('base64'),
  );
}
