/** The page API, asked from a test: see src/app/pageApi.ts. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
// Declares what a page with ?api=1 has on its window.
import type {} from '../src/app/pageApi.ts';
import type { CamMethodId } from '../src/cam/methods.ts';
import type { BackendName } from '../src/engine/api.ts';
import type { OracleLayer } from '../test/oracles/readOracles.ts';
import { sampleFile } from './files.ts';

export interface Answer {
  readonly backend: BackendName;
  readonly probability: number;
  readonly names: readonly string[];
  /** All layers' maps in network order. */
  readonly maps: Float32Array;
  readonly average: Float32Array;
}

/** What the page API answers; arrays travel as text, for numbers one by one would take seconds. */
export async function explain(
  page: Page,
  id: string,
  options: { readonly method: CamMethodId; readonly target: 'cat' | 'dog' },
): Promise<Answer> {
  const photo = readFileSync(sampleFile(id)).toString('base64');
  const { maps, average, ...rest } = await page.evaluate(
    async ([base64, wanted]) => {
      if (window.strataCam === undefined) throw new Error('there is no page API');
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const explained = await window.strataCam.explain(new Blob([bytes]), wanted);
      async function toBase64(parts: Float32Array[]): Promise<string> {
        const url = await new Promise<string>((resolve) => {
          const reader = new FileReader();
          reader.onload = () => resolve(String(reader.result));
          reader.readAsDataURL(new Blob(parts as BlobPart[]));
        });
        return url.slice(url.indexOf(',') + 1);
      }
      return {
        backend: explained.backend,
        probability: explained.probability,
        names: explained.layers.map(({ name }) => name),
        maps: await toBase64(explained.layers.map(({ data }) => data)),
        average: await toBase64([explained.average]),
      };
    },
    [photo, options] as const,
  );
  return { ...rest, maps: floatsOf(maps), average: floatsOf(average) };
}

function floatsOf(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Float32Array(bytes.buffer);
}

/** One layer's map. */
export function mapOf({ maps }: Answer, { offset, height, width }: OracleLayer): Float32Array {
  return maps.subarray(offset, offset + height * width);
}
