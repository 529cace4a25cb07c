import { sep } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { projectRoot } from './install.mjs';
import { resolveInside, serve } from './serve.mjs';

const root = `${sep}site`;

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

describe('serve', () => {
  const open: { close: () => Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });

  async function serveProject(tries = 1, port = 0) {
    const server = await serve({ root: projectRoot, port, tries });
    open.push(server);
    return server;
  }

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

  test('a taken port makes it take the next', async () => {
    const port = Number(new URL((await serveProject()).url).port);
    const next = await serveProject(20, port);
    expect(Number(new URL(next.url).port)).toBeGreaterThan(port);
    await expect(serve({ root: projectRoot, port })).rejects.toThrow('EADDRINUSE');
  });
});
