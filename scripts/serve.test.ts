import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { headersFor } from './headers.mjs';
import { projectRoot } from './install.mjs';
import { isOwnHost, portOf, resolveInside, serve } from './serve.mjs';

const root = `${sep}site`;

describe('portOf', () => {
  test.each([
    [[], 4173],
    [['4180'], 4180],
    [['--port', '4180'], 4180],
    [['--port=4180'], 4180],
  ])('%j is the port %d', (words, port) => {
    expect(portOf(words)).toBe(port);
  });

  test.each([[['--port']], [['--port', 'x']], [['0']], [['65536']], [['--open', '4180']]])(
    '%j is answered with a sentence',
    (words) => {
      expect(portOf(words)).toMatch(/ names no port: /u);
    },
  );
});

describe('resolveInside', () => {
  test.each([
    ['/', 'index.html'],
    ['/samples/', `samples${sep}index.html`],
    ['/a%20b.js?v=1', 'a b.js'],
    ['/a/../b.js', 'b.js'],
  ])('%s is the file %s', (url, file) => {
    expect(resolveInside(root, url)).toBe(root + sep + file);
  });

  test.each([
    '/../secret',
    '/%2e%2e/secret',
    '/..%2fsite-of-others/index.html',
    '/a%00.js',
    '/%zz',
    'index.html',
    '',
  ])('%j is refused', (url) => {
    expect(resolveInside(root, url)).toBeNull();
  });
});

test.each([
  ['127.0.0.1:4173', true],
  ['localhost', true],
  ['LOCALHOST:80', true],
  ['[::1]:4173', true],
  ['localhost.example', false],
  ['127.0.0.2', false],
  ['', false],
  [undefined, false],
])('the host %j is this machine: %s', (name, own) => {
  expect(isOwnHost(name)).toBe(own);
});

describe('serve', () => {
  const open: { close: () => Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });

  async function serveFolder(folder: string, tries = 1, port = 0) {
    const server = await serve({ root: folder, port, tries });
    open.push(server);
    return server;
  }

  const serveProject = (tries?: number, port?: number) => serveFolder(projectRoot, tries, port);

  test('a file comes with its type and length', async () => {
    const { url } = await serveProject();
    const response = await fetch(`${url}package.json`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({ name: 'stratacam' });
  });

  test('what is not there is 404, what is not a reading is 405', async () => {
    const { url } = await serveProject();
    expect((await fetch(`${url}nothing.html`)).status).toBe(404);
    expect((await fetch(`${url}src`)).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  });

  /** What `fetch` does not let one send: a request for another host. */
  const askAs = (url: string, host: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { headers: { Host: host } }, resolve)
        .on('error', reject)
        .end();
    });

  test('a name of somebody else’s gets nothing, whatever address that has', async () => {
    const { url } = await serveProject();
    const port = new URL(url).port;
    const codes = [
      'rebound.example',
      `rebound.example:${port}`,
      '127.0.0.1.example',
      'localhost',
      `localhost:${port}`,
    ];
    const answers = await Promise.all(codes.map((host) => askAs(`${url}package.json`, host)));
    for (const answer of answers) answer.resume();
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([421, 421, 421, 200, 200]);
  });

  test('every answer carries the policy, those without a file too', async () => {
    const { url } = await serveProject();
    const answers = await Promise.all([
      fetch(`${url}package.json`),
      fetch(`${url}nothing.html`),
      fetch(url, { method: 'POST' }),
      fetch(`${url}test-nothing`, { redirect: 'manual' }),
    ]);
    const refused = await askAs(url, 'rebound.example');
    refused.resume();
    const policies = answers.map(({ headers }) => headers.get('content-security-policy'));
    expect(new Set([...policies, refused.headers['content-security-policy']])).toEqual(
      new Set([headersFor('/')['Content-Security-Policy']]),
    );
  });

  test('a file that the browser has is not sent again until it changes', async () => {
    const root = mkdtempSync(join(tmpdir(), 'stratacam-serve-'));
    const file = join(root, 'index.html');
    writeFileSync(file, 'first');
    const { url } = await serveFolder(root);
    const tag = (await fetch(url)).headers.get('etag') ?? '';
    const asked = () => fetch(url, { headers: { 'If-None-Match': `"other", ${tag}` } });
    const known = await asked();
    expect([known.status, await known.text(), known.headers.get('etag')]).toEqual([304, '', tag]);

    writeFileSync(file, 'second');
    const changed = await asked();
    expect([changed.status, await changed.text()]).toEqual([200, 'second']);
    rmSync(root, { recursive: true });
  });

  test('every file comes with the headers of a host', async () => {
    const { url } = await serveProject();
    const { headers } = await fetch(`${url}package.json`);
    for (const [name, value] of Object.entries(headersFor('/package.json'))) {
      expect(headers.get(name)).toBe(value);
    }
  });

  test('a folder without its slash is sent to the one with it, on this host; strays get the page for them', async () => {
    const root = mkdtempSync(join(tmpdir(), 'stratacam-serve-'));
    mkdirSync(join(root, 'page'));
    writeFileSync(join(root, 'page', 'index.html'), 'page');
    writeFileSync(join(root, '404.html'), 'nothing here');
    const { url } = await serveFolder(root);
    const moved = await fetch(`${url}/page?x=1`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/page/']);
    expect(moved.headers.get('content-security-policy')).not.toBeNull();
    const stray = await fetch(`${url}stray`);
    expect([stray.status, await stray.text()]).toEqual([404, 'nothing here']);
    rmSync(root, { recursive: true });
  });

  test('a taken port makes it take the next', async () => {
    const port = Number(new URL((await serveProject()).url).port);
    const next = await serveProject(20, port);
    expect(Number(new URL(next.url).port)).toBeGreaterThan(port);
    await expect(serve({ root: projectRoot, port })).rejects.toThrow('EADDRINUSE');
  });
});
