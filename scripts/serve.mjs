/** A static file server for `dist`, on this machine only: what `npm start`, the e2e tests and the benchmark use. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { projectRoot } from './install.mjs';

const host = '127.0.0.1';

/** @type {Readonly<Record<string, string>>} */
const contentTypes = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * Maps a request's path to a file inside `root`.
 * @param {string} root Absolute folder.
 * @param {string} requestUrl Path and query of the request.
 * @returns {string | null} Absolute path, or null for anything malformed or outside the folder.
 */
export function resolveInside(root, requestUrl) {
  let path;
  try {
    path = decodeURIComponent(requestUrl.split(/[?#]/u, 1)[0] ?? '');
  } catch {
    return null;
  }
  if (!path.startsWith('/') || path.includes('\0')) return null;
  const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
  return file.startsWith(root + sep) ? file : null;
}

/**
 * Serves a folder.
 * @param {{ root: string, port: number, tries?: number }} options With `tries` > 1, the next ports are
 *   tried while one is taken.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 * @throws {Error} When no port could be had.
 */
export async function serve({ root, port, tries = 1 }) {
  const folder = resolve(root);
  const server = createServer(async (request, response) => {
    /** @param {number} status */
    const refuse = (status) =>
      response.writeHead(status, { 'Content-Type': 'text/plain' }).end(`${status}\n`);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const file = resolveInside(folder, request.url ?? '');
    const found = file === null ? null : await stat(file).catch(() => null);
    if (file === null || found === null || !found.isFile()) return refuse(404);
    const hashedName = request.url?.includes('/assets/') === true;
    response.writeHead(200, {
      'Content-Type': contentTypes[extname(file)] ?? 'application/octet-stream',
      'Content-Length': found.size,
      'Cache-Control': hashedName ? 'public, max-age=31536000, immutable' : 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    if (request.method === 'HEAD') return response.end();
    return createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  });

  for (let offset = 0; ; offset += 1) {
    try {
      await listen(server, port + offset);
      break;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || offset + 1 >= tries) throw error;
    }
  }
  const address = server.address();
  const actualPort = address !== null && typeof address === 'object' ? address.port : port;
  return {
    url: `http://${host}:${actualPort}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<void>}
 */
function listen(server, port) {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      done();
    });
  });
}

const runDirectly = process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href;
if (runDirectly) {
  ensureBuilt();
  const { url } = await serve({ root: join(projectRoot, 'dist'), port: Number(process.argv[2] ?? 4173) });
  console.log(`Serving dist at ${url}`);
}
