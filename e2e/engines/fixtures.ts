/** `test` with a page in the project's engine, which all tests of a file share: an engine takes seconds to start. */
import { test as base, expect } from '@playwright/test';
import { findFirefox, findWebkit, missingEngine } from '../../scripts/engines.mjs';
import type { EngineScreen } from './engineScreen.ts';
import { openChromium } from './openChromium.ts';
import { openFirefox } from './openFirefox.ts';
import { openWebkit } from './openWebkit.ts';

export { expect };

export type EngineName = 'chromium' | 'firefox' | 'webkit';

interface EngineOptions {
  readonly engineName: EngineName;
  /** Where the page is served. */
  readonly origin: string;
}

export const test = base.extend<object, EngineOptions & { engine: EngineScreen }>({
  engineName: ['chromium', { option: true, scope: 'worker' }],
  origin: ['', { option: true, scope: 'worker' }],
  engine: [
    async ({ engineName }, use) => {
      const engine = await openEngine(engineName);
      await use(engine);
      await engine.close();
    },
    { scope: 'worker' },
  ],
});

test.beforeEach(({ engineName }) => {
  const missing = engineName === 'chromium' ? null : missingEngine(engineName);
  // Counted as skipped, never as passed; scripts/test.mjs says so again at its end.
  test.skip(missing !== null, missing ?? '');
});

async function openEngine(name: EngineName): Promise<EngineScreen> {
  switch (name) {
    case 'chromium':
      return openChromium();
    case 'firefox': {
      const path = findFirefox();
      if (path === null) throw new Error('Firefox is gone');
      return openFirefox(path);
    }
    case 'webkit': {
      const programs = findWebkit();
      if (programs === null) throw new Error('WebKit is gone');
      return openWebkit(programs);
    }
  }
}
