/** Budgets of what the built page loads, gzipped. */
import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('dist/index.html', import.meta.url), 'utf8');

/** Scripts that the page names: its entry, and what that imports at once (Vite preloads those). */
const firstScripts = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/gu)].map(
  ([, path]) => `dist/${path}`,
);
if (firstScripts.length === 0) throw new Error('dist/index.html names no script.');

export default [
  { name: 'script before the worker', path: firstScripts, limit: '240 kB', gzip: true },
  { name: 'engine worker', path: 'dist/assets/engine.worker-*.js', limit: '420 kB', gzip: true },
  { name: 'service worker', path: 'dist/serviceWorker.js', limit: '12 kB', gzip: true },
  { name: 'styles', path: 'dist/assets/*.css', limit: '25 kB', gzip: true },
];
