/** Six ordinary photos at any size, for what compares a network's statistics with real pictures. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { RgbPixels } from '../src/image/pixels.ts';

const folder = join(import.meta.dirname, 'oracles');

/** The whole photos squeezed to a size, by averages over blocks of their 224 × 224 pixels. */
export function samplePhotos(width: number, height: number): RgbPixels[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.input.rgb8.gz'));
  return files.map((file) => {
    const data = new Uint8Array(gunzipSync(readFileSync(join(folder, file))));
    return squeeze({ width: 224, height: 224, data }, width, height);
  });
}

function squeeze(
  { width: fullWidth, height: fullHeight, data }: RgbPixels,
  width: number,
  height: number,
): RgbPixels {
  const small = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [(y * fullHeight) / height, ((y + 1) * fullHeight) / height].map(Math.floor) as [
      number,
      number,
    ];
    for (let x = 0; x < width; x++) {
      const [left, right] = [(x * fullWidth) / width, ((x + 1) * fullWidth) / width].map(Math.floor) as [
        number,
        number,
      ];
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        let count = 0;
        for (let row = top; row < Math.max(bottom, top + 1); row++)
          for (let column = left; column < Math.max(right, left + 1); column++, count++)
            sum += data[(row * fullWidth + column) * 3 + channel]!;
        small[(y * width + x) * 3 + channel] = Math.round(sum / count);
      }
    }
  }
  return { width, height, data: small };
}
