/** Files on their way into the page, as the browser would bring them. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JSHandle, Page } from '@playwright/test';

export const sampleFile = (id: string): string =>
  fileURLToPath(new URL(`../public/samples/${id}.jpg`, import.meta.url));
export const fixtureFile = (name: string): string =>
  fileURLToPath(new URL(`../test/fixtures/${name}`, import.meta.url));

/** A DataTransfer inside the page that holds these files of the disk. */
export function transferOf(page: Page, paths: readonly string[]): Promise<JSHandle<DataTransfer>> {
  const files = paths.map((path) => ({
    name: basename(path),
    base64: readFileSync(path).toString('base64'),
  }));
  return page.evaluateHandle((contents) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of contents) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    return transfer;
  }, files);
}

/** Drops files of the disk on the page. */
export async function dropFiles(page: Page, ...paths: string[]): Promise<void> {
  const dataTransfer = await transferOf(page, paths);
  await page.dispatchEvent('main', 'drop', { dataTransfer });
}
