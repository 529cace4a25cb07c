import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { contentSecurityPolicy } from './scripts/headers.mjs';
import { socialTags } from './scripts/socialTags.mjs';

/** Puts the policy into the built page as its first `<meta>`; the dev server needs inline scripts. */
function injectContentSecurityPolicy(): Plugin {
  return {
    name: 'stratacam:content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      // After all others, so that nothing is put in front of it.
      order: 'post',
      handler: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}

/** Puts in what other sites show of a link to the page. */
function injectSocialTags(): Plugin {
  return {
    name: 'stratacam:social-tags',
    apply: 'build',
    transformIndexHtml: { order: 'post', handler: () => socialTags(process.env['SITE_URL']) },
  };
}

/** Puts the licences beside the built page: whoever gets the one gets the other. */
function emitLicences(): Plugin {
  return {
    name: 'stratacam:licences',
    apply: 'build',
    generateBundle() {
      for (const fileName of ['LICENSE', 'NOTICE', 'THIRD_PARTY_NOTICES.md']) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(new URL(fileName, import.meta.url)) });
      }
    },
  };
}

/** Builds the service worker, with the list of all files that the page needs without a network. */
const serviceWorker = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/offline',
  filename: 'serviceWorker.ts',
  // The page registers it, and brings its own manifest.
  injectRegister: false,
  manifest: false,
  injectManifest: {
    globPatterns: [
      'index.html',
      '*.{css,js,svg,webmanifest}',
      'assets/*',
      'model/*.{json,bin}',
      'samples/*.jpg',
    ],
    // Names that carry a hash need no second one.
    dontCacheBustURLsMatching: /^assets\//,
    maximumFileSizeToCacheInBytes: 12e6,
  },
});

export default defineConfig({
  // Relative addresses: the build works under any path.
  base: './',
  plugins: [react(), injectSocialTags(), injectContentSecurityPolicy(), emitLicences(), serviceWorker],
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
  // Finds every dependency before the first request, the worker's too: none is discovered late, none reloads the page.
  optimizeDeps: { entries: ['index.html', 'src/**/*.{ts,tsx}', '!src/**/*.test.ts'] },
  build: {
    // Never as data: URLs, which the policy forbids for fonts and fetches.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: { main: 'index.html' },
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
