import { afterEach, describe, expect, test } from 'vitest';
import { createFileCache, type ListedFile } from './fileCache.ts';

const scope = new URL('./some/path/', location.href).href;
const first: readonly ListedFile[] = [
  { url: 'index.html', revision: 'a' },
  { url: 'assets/main-1.js', revision: null },
  { url: 'model/card.json', revision: 'm' },
];
const second: readonly ListedFile[] = [
  { url: 'index.html', revision: 'b' },
  { url: 'assets/main-2.js', revision: null },
  { url: 'model/card.json', revision: 'm' },
];

/** A host: what it has, and what it was asked for. */
function createHost(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  return {
    asked,
    fetch(request: Request): Promise<Response> {
      const path = request.url.slice(scope.length);
      asked.push(path);
      const text = files[path];
      return Promise.resolve(new Response(text ?? 'nothing', { status: text === undefined ? 404 : 200 }));
    },
  };
}

const unreachable = { fetch: () => Promise.reject(new TypeError('no network')) };
const hostOfFirst = () => createHost({ '': 'page 1', 'assets/main-1.js': 'one', 'model/card.json': 'card' });
const hostOfSecond = () => createHost({ '': 'page 2', 'assets/main-2.js': 'two', 'model/card.json': 'card' });

function version(files: readonly ListedFile[], { fetch }: Pick<ReturnType<typeof createHost>, 'fetch'>) {
  return createFileCache({ files, scope, caches, fetch });
}

async function textOf(answer: Promise<Response> | null): Promise<string | undefined> {
  return (await answer)?.text();
}

const get = (path: string) => new Request(scope + path);

/** Requests of mode "navigate" cannot be made by scripts. */
const navigation = (path: string) => Object.defineProperty(get(path), 'mode', { value: 'navigate' });

afterEach(async () => {
  for (const name of await caches.keys()) await caches.delete(name);
});

describe('a version that was filled', () => {
  test('answers without the network: the page whatever its query, and the files by their names', async () => {
    await version(first, hostOfFirst()).fill();
    const offline = version(first, unreachable);
    expect(await textOf(offline.answer(navigation('?backend=wasm#v=1')))).toBe('page 1');
    expect(await textOf(offline.answer(navigation('')))).toBe('page 1');
    expect(await textOf(offline.answer(get('assets/main-1.js')))).toBe('one');
    expect(await textOf(offline.answer(get('model/card.json')))).toBe('card');
  });

  test('leaves to the network what is not listed and what is more than a reading', () => {
    const files = version(first, unreachable);
    expect(files.answer(get('LICENSE'))).toBeNull();
    expect(files.answer(get('model/card.json?other'))).toBeNull();
    expect(files.answer(navigation('elsewhere/'))).toBeNull();
    expect(files.answer(new Request(scope, { method: 'POST', body: 'x' }))).toBeNull();
    expect(files.answer(new Request('https://example.com/assets/main-1.js'))).toBeNull();
  });

  test('asks the network for a file that the browser has thrown away', async () => {
    await version(first, hostOfFirst()).fill();
    for (const name of await caches.keys()) await caches.delete(name);
    expect(await textOf(version(first, hostOfFirst()).answer(get('model/card.json')))).toBe('card');
  });

  test('keeps a page that the host had sent elsewhere as one that browsers show', async () => {
    const redirected = Object.defineProperty(new Response('page 1'), 'redirected', { value: true });
    const files = version(first.slice(0, 1), { fetch: () => Promise.resolve(redirected) });
    await files.fill();
    const kept = await files.answer(navigation(''));
    expect([kept?.redirected, await kept?.text()]).toEqual([false, 'page 1']);
  });
});

describe('a second version', () => {
  test('downloads only what is new, and shows nothing of itself in the first', async () => {
    await version(first, hostOfFirst()).fill();
    const host = hostOfSecond();
    await version(second, host).fill();
    expect(host.asked).toEqual(['', 'assets/main-2.js']);
    expect(await textOf(version(first, unreachable).answer(navigation('')))).toBe('page 1');
    expect(await textOf(version(second, unreachable).answer(navigation('')))).toBe('page 2');
  });

  test('still has the first one’s scripts, for tabs that show it', async () => {
    await version(first, hostOfFirst()).fill();
    const files = version(second, hostOfSecond());
    await files.fill();
    await files.tidy();
    expect(await textOf(version(second, unreachable).answer(get('assets/main-1.js')))).toBe('one');
  });

  test.each([
    ['a file is missing', (host: ReturnType<typeof createHost>) => host.fetch, { '': 'page 2' }],
    ['the network breaks off', () => unreachable.fetch, {}],
  ] as const)('that is incomplete because %s leaves nothing behind', async (_, fetchOf, files) => {
    await version(first, hostOfFirst()).fill();
    const before = await caches.keys();
    const broken = version(second, { fetch: fetchOf(createHost(files)) });
    await expect(broken.fill()).rejects.toThrow();
    expect(await caches.keys()).toEqual(before);
  });
});

test('of many versions the last three stay, and nothing of others is touched', async () => {
  await caches.open('of another page');
  const versions = ['a', 'b', 'c', 'd', 'e'].map((revision) =>
    version([{ url: 'index.html', revision }], createHost({ '': revision })),
  );
  for (const files of versions) await files.fill();
  expect(await caches.keys()).toHaveLength(6);
  await versions[4]!.tidy();
  expect(await caches.keys()).toHaveLength(4);
  expect(await caches.has('of another page')).toBe(true);
  const offline = ['c', 'd', 'e'].map((revision) => version([{ url: 'index.html', revision }], unreachable));
  expect(await Promise.all(offline.map((files) => textOf(files.answer(navigation('')))))).toEqual([
    'c',
    'd',
    'e',
  ]);
});
