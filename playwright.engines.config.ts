import { defineConfig } from '@playwright/test';
import type { EngineName } from './e2e/engines/fixtures.ts';

const port = Number(process.env['E2E_PORT'] ?? 4791);
const origin = `http://127.0.0.1:${port}`;
const engineNames: readonly EngineName[] = ['chromium', 'firefox', 'webkit'];

/** The smoke suite, once in each engine: what every browser must do, with the page as users get it. */
export default defineConfig<object, { engineName: EngineName; origin: string }>({
  testDir: 'e2e/engines',
  outputDir: 'test-results/engines',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/engines.json' }]],
  use: { origin },
  projects: engineNames.map((engineName) => ({ name: engineName, use: { engineName } })),
  webServer: {
    command: `node scripts/serve.mjs ${port}`,
    url: `${origin}/`,
    reuseExistingServer: false,
    // It builds first where dist is stale.
    timeout: 120_000,
  },
});
