/**
 * The headers the page is served with: one list for the page's own <meta>, for this project's server and for
 * the files that tell hosts (public/_headers, vercel.json). Run directly, it writes those two.
 *
 * There is no `frame-ancestors` and no `X-Frame-Options`: whoever wants may show the page in a frame, a local
 * file too. Nothing here is behind a login, so there is no click that could be stolen.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './install.mjs';

/**
 * What the built page may do: run its own scripts and WebAssembly, talk to its own origin, nothing else.
 * `connect-src 'self'` is what enforces that no photo leaves the machine; `blob:` under `worker-src` is
 * for the worker's bootstrap, which makes the worker inherit this policy.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self' blob:",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "style-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join('; ');

/** How hosts cache what no rule is about: kept, but asked about each time. None needs to be told. */
const usualCaching = 'public, max-age=0, must-revalidate';

/**
 * Headers by the beginning of a path. No header stands in two rules: where several match, some hosts would
 * join the values.
 * @type {readonly { readonly under: string, readonly headers: Readonly<Record<string, string>> }[]}
 */
const rules = [
  {
    under: '/',
    headers: {
      'Content-Security-Policy': contentSecurityPolicy,
      'Cross-Origin-Opener-Policy': 'same-origin',
      // The page itself may ask for the camera, to explain what it sees; no frame of somebody else in it may.
      'Permissions-Policy': 'camera=(self), microphone=(), geolocation=()',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  },
  {
    // Names carry a hash of the content: what is once there never changes.
    under: '/assets/',
    headers: { 'Cache-Control': 'public, max-age=31536000, immutable' },
  },
];

/**
 * The headers of one file.
 * @param {string} path Path of the request, from the root of the site.
 * @returns {Record<string, string>}
 */
export function headersFor(path) {
  const matching = rules.filter(({ under }) => path.startsWith(under)).map(({ headers }) => headers);
  return Object.assign({ 'Cache-Control': usualCaching }, ...matching);
}

/** @returns {string} The text of `_headers`, as Netlify and Cloudflare Pages read it. */
export function headersFile() {
  const blocks = rules.map(({ under, headers }) => {
    const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`);
    return `${under}*\n${lines.join('')}`;
  });
  return blocks.join('\n');
}

/** @returns {string} The text of `vercel.json`. */
export function vercelConfig() {
  const config = {
    $schema: 'https://openapi.vercel.sh/vercel.json',
    framework: 'vite',
    installCommand: 'npm ci --ignore-scripts',
    buildCommand: 'npm run build',
    outputDirectory: 'dist',
    headers: rules.map(({ under, headers }) => ({
      source: `${under}(.*)`,
      headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
    })),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(join(projectRoot, 'public', '_headers'), headersFile());
  writeFileSync(join(projectRoot, 'vercel.json'), vercelConfig());
}
