// Declares what a page with ?api=1 has on its window.
import type {} from '../../src/app/pageApi.ts';
import type { EngineScreen } from './engineScreen.ts';
import { expect } from './fixtures.ts';

/** What the page API of a page with ?api=1 answers for a picture file. */
export async function explainBytes(
  engine: EngineScreen,
  file: Uint8Array,
): Promise<{ readonly probability: number }> {
  await expect.poll(() => engine.evaluate(() => window.strataCam !== undefined)).toBe(true);
  return engine.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const { probability } = await window.strataCam!.explain(new Blob([bytes]), {
      method: 'gradCam',
      target: 'predicted',
    });
    return { probability };
  }, Buffer.from(file).toString('base64'));
}
