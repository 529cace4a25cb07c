import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig } from 'vitest/config';
import { findBrowser, launchFlags } from './scripts/browser.mjs';
import viteConfig from './vite.config.ts';

const executablePath = findBrowser();

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      // Whole networks on the cpu backend: about a minute on a slow machine.
      testTimeout: 180_000,
      hookTimeout: 180_000,
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            environment: 'node',
            include: ['{src,test,scripts}/**/*.test.ts'],
            exclude: ['**/*.browser.test.ts', 'test/library/**'],
          },
        },
        {
          extends: true,
          test: {
            name: 'library',
            environment: 'node',
            include: ['test/library/*.test.ts'],
            globalSetup: 'test/library/setup.ts',
          },
        },
        {
          extends: true,
          test: {
            name: 'browser',
            include: ['{src,test}/**/*.browser.test.ts'],
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              provider: playwright({
                launchOptions: { args: launchFlags, ...(executablePath === null ? {} : { executablePath }) },
              }),
              instances: [{ browser: 'chromium' }],
            },
          },
        },
      ],
    },
  }),
);
