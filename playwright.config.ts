import { defineConfig } from '@playwright/test';
import { findBrowser, launchFlags } from './scripts/browser.mjs';

const port = Number(process.env['E2E_PORT'] ?? 4791);
const executablePath = findBrowser();

export default defineConfig({
  testDir: 'e2e',
  // In three engines: playwright.engines.config.ts.
  testIgnore: 'engines/**',
  outputDir: 'test-results/e2e',
  // One at a time: on two cores without a graphics processor, tests beside each other only slow each other.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    browserName: 'chromium',
    baseURL: `http://127.0.0.1:${port}/`,
    // Each page from the host, as on a first visit; offline.spec.ts is about the other ones.
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 900 },
    // Filming every page would take a good part of two cores.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: { args: launchFlags, ...(executablePath === null ? {} : { executablePath }) },
  },
  // The built page, not the dev server: the policy and the paths are those that users get.
  webServer: {
    command: `node scripts/serve.mjs ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
    // It builds first where dist is stale.
    timeout: 120_000,
  },
});
