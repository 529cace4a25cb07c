/**
 * A static file server for `dist`, on this machine only, with the headers of a host: what `npm start`,
 * `npm run preview`, the e2e tests and the benchmark use.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { headersFor } from './headers.mjs';
import { projectRoot, stop } from './install.mjs';

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
 * A name for the present content of a file: another when it was written again.
 * @param {import('node:fs').Stats} status
 * @returns {string} Weak, because it is not made from the bytes.
 */
function entityTag({ mtimeMs, size }) {
  return `W/"${Math.round(mtimeMs).toString(36)}-${size.toString(36)}"`;
}

/**
 * Whether the browser has this very content already.
 * @param {string | undefined} ifNoneMatch The request's header.
 * @param {string} tag
 * @returns {boolean}
 */
function isKnown(ifNoneMatch, tag) {
  const known = (ifNoneMatch ?? '').split(',').map((part) => part.trim());
  return known.includes(tag) || known.includes('*');
}

/**
 * @param {string} path
 * @returns {Promise<import('node:fs').Stats | null>} Null unless it is a file.
 */
async function findFile(path) {
  const status = await stat(path).catch(() => null);
  return status?.isFile() ? status : null;
}

/**
 * Answers one request from a folder.
 * @param {string} root Absolute folder.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(root, request, response) {
  const path = (request.url ?? '').split(/[?#]/u, 1)[0] ?? '';
  if (!isOwnHost(request.headers.host)) {
    sendWords(421, path, response);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    sendWords(405, path, response, { Allow: 'GET, HEAD' });
    return;
  }
  const wanted = resolveInside(root, path);
  const found = wanted === null ? null : await findFile(wanted);
  if (wanted !== null && found !== null) {
    sendFile(wanted, found, 200, path, request, response);
  } else if (wanted !== null && (await findFile(join(wanted, 'index.html'))) !== null) {
    // Relative addresses need the slash. Never two of them in front: that would be another host.
    response.writeHead(301, { ...headersFor(path), Location: `${path.replace(/^\/+/u, '/')}/` }).end();
  } else {
    const page = join(root, '404.html');
    const status = await findFile(page);
    if (status === null) sendWords(404, path, response);
    else sendFile(page, status, 404, path, request, response);
  }
}

/**
 * Whether a request was meant for this machine. A site of somebody else's may give its name this machine's address and
 * would then count as the page's own origin: DNS rebinding.
 * @param {string | undefined} name The request's `Host`; behind a forwarded port its number is another one.
 * @returns {boolean}
 */
export function isOwnHost(name) {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/iu.test(name ?? '');
}

/**
 * An answer without a file, with the same policy as all others.
 * @param {404 | 405 | 421} code
 * @param {string} path
 * @param {import('node:http').ServerResponse} response
 * @param {Readonly<Record<string, string>>} headers
 */
function sendWords(code, path, response, headers = {}) {
  response
    .writeHead(code, { ...headersFor(path), ...headers, 'Content-Type': 'text/plain' })
    .end(`${code}\n`);
}

/**
 * @param {string} file
 * @param {import('node:fs').Stats} found
 * @param {200 | 404} code
 * @param {string} path
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
function sendFile(file, found, code, path, request, response) {
  const headers = { ...headersFor(path), ETag: entityTag(found) };
  if (code === 200 && isKnown(request.headers['if-none-match'], headers.ETag)) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(code, {
    ...headers,
    'Content-Type': contentTypes[extname(file)] ?? 'application/octet-stream',
    'Content-Length': found.size,
  });
  if (request.method === 'HEAD') response.end();
  else {
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  }
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
  const server = createServer((request, response) => void answer(folder, request, response));

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

/**
 * The port that a command line asks for: a number on its own, after `--port`, or in `--port=`.
 * @param {readonly string[]} words What stands behind the script's name.
 * @returns {number | string} The port, 4173 when none is named; else one sentence that says what is wrong.
 */
export function portOf(words) {
  const line = words.join(' ').replace(/^--port[ =]/u, '');
  if (line === '') return 4173;
  const port = /^\d{1,5}$/u.test(line) ? Number(line) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  return `"${words.join(' ')}" names no port: give a number from 1 to 65535, as in --port 4180.`;
}

const runDirectly = process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href;
if (runDirectly) {
  const port = portOf(process.argv.slice(2));
  if (typeof port === 'string') stop(port);
  ensureBuilt();
  const { url } = await serve({ root: join(projectRoot, 'dist'), port });
  console.log(`Serving dist at ${url}`);
}
