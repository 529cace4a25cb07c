/** The Save dialog, and what is in the files that come out of it. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { choice } from './screen.ts';

export const saveDialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Save' });

export interface SavedFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Opens the dialog, if it is closed, at a kind of file. */
export async function openSaveDialog(page: Page, kind: string): Promise<Locator> {
  const dialog = saveDialog(page);
  if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Save', exact: true }).click();
  await choice(page, 'What to save', kind).check();
  return dialog;
}

/** Presses Save in the open dialog and waits for the file. */
export async function saveFile(page: Page): Promise<SavedFile> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    saveDialog(page).getByRole('button', { name: 'Save', exact: true }).click(),
  ]);
  const path = await download.path();
  return { name: download.suggestedFilename(), path, bytes: readFileSync(path) };
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA, alpha not multiplied in. */
  readonly data: Uint8Array;
}

/** Every frame of a picture file, as the browser decodes it. */
export async function decodeFrames(page: Page, bytes: Uint8Array, type: string): Promise<readonly Pixels[]> {
  const frames = await page.evaluate(
    async ([base64, mimeType]) => {
      const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const decoder = new ImageDecoder({ data, type: mimeType });
      await Promise.all([decoder.tracks.ready, decoder.completed]);
      const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
      return Promise.all(
        Array.from({ length: count }, async (_, frameIndex) => {
          const { image } = await decoder.decode({ frameIndex });
          const { displayWidth: width, displayHeight: height } = image;
          const context = new OffscreenCanvas(width, height).getContext('2d');
          if (context === null) throw new Error('no canvas');
          context.drawImage(image, 0, 0);
          image.close();
          const { data: rgba } = context.getImageData(0, 0, width, height);
          let text = '';
          for (let at = 0; at < rgba.length; at += 32_768) {
            text += String.fromCharCode(...rgba.subarray(at, at + 32_768));
          }
          return { width, height, base64: btoa(text) };
        }),
      );
    },
    [Buffer.from(bytes).toString('base64'), type] as const,
  );
  return frames.map(({ width, height, base64 }) => ({ width, height, data: Buffer.from(base64, 'base64') }));
}

/** Share of pixels that are the same in both, 0–1. */
export function sameShare(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return 0;
  let same = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    if (a.data[at] === b.data[at] && a.data[at + 1] === b.data[at + 1] && a.data[at + 2] === b.data[at + 2]) {
      same += 1;
    }
  }
  return same / (a.width * a.height);
}
