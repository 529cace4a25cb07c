import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadPart, whenReplaced } from './loadPart.ts';

const script = { headers: { 'content-type': 'text/javascript; charset=utf-8' } };
const page = { headers: { 'content-type': 'text/html' } };
const missing = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));

function hostAnswers(answer: () => Response): void {
  vi.stubGlobal('fetch', () => Promise.resolve().then(answer));
}

afterEach(() => vi.unstubAllGlobals());

describe('a part of the page', () => {
  test('that arrives is handed on', async () => {
    expect(await loadPart(() => Promise.resolve({ answer: 42 }))).toEqual({ answer: 42 });
  });

  test.each([
    ['the host no longer has this version', () => new Response(null, { ...script, status: 404 }), true],
    ['the host shows a page in its place', () => new Response(null, page), true],
    ['the host still has this version', () => new Response(null, script), false],
    [
      'the network is down',
      () => {
        throw new TypeError('Failed to fetch');
      },
      false,
    ],
  ])('that does not, while %s: replaced is %#', async (_, answer, isReplaced) => {
    hostAnswers(answer);
    let told = 0;
    const stop = whenReplaced(() => {
      told += 1;
    });
    await expect(loadPart(missing)).rejects.toMatchObject({
      code: 'partUnreachable',
      details: { isReplaced },
    });
    stop();
    expect(told).toBe(isReplaced ? 1 : 0);
  });

  test('is asked for past caches and the service worker', async () => {
    const asked: [string, RequestInit | undefined][] = [];
    vi.stubGlobal('fetch', (address: URL, options?: RequestInit) => {
      asked.push([address.search, options]);
      return Promise.resolve(new Response(null, script));
    });
    await expect(loadPart(missing)).rejects.toThrow();
    expect(asked).toEqual([['?still=there', { method: 'HEAD', cache: 'no-store' }]]);
  });
});
