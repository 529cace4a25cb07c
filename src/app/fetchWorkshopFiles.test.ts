import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readHead } from '../model/version/replaceHead.ts';
import { fetchBank, fetchModelFiles } from './fetchWorkshopFiles.ts';

const folder = new URL('../../public/', import.meta.url);

/** What the site gives in the place of its files. */
let changed: Map<string, Uint8Array<ArrayBuffer> | number>;

beforeEach(() => {
  changed = new Map();
  vi.stubGlobal('fetch', async (url: string) => {
    const found = changed.get(url) ?? Uint8Array.from(readFileSync(new URL(url, folder)));
    return typeof found === 'number' ? new Response(null, { status: found }) : new Response(found);
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the bank', () => {
  test('is fetched with the bytes beside it, which are counted as they come', async () => {
    const loaded: number[] = [];
    const bank = await fetchBank('lab/bank.json', (bytes) => loaded.push(bytes));
    expect(bank.sets.original.classes.length).toBe(1000);
    expect(loaded.at(-1)).toBe(readFileSync(new URL('lab/bank.bin', folder)).length);
    expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
  });

  test.each<[string, string, Uint8Array<ArrayBuffer> | number, string]>([
    ['is not there', 'lab/bank.json', 404, 'modelUnreachable'],
    ['is a page in its place', 'lab/bank.json', new TextEncoder().encode('<!doctype html>'), 'bankInvalid'],
    ['lacks its bytes', 'lab/bank.bin', 503, 'modelUnreachable'],
    ['has other bytes', 'lab/bank.bin', new Uint8Array(10), 'bankInvalid'],
  ])('that %s is told', async (_, path, content, code) => {
    changed.set(path, content);
    await expect(fetchBank('lab/bank.json')).rejects.toMatchObject({ code });
  });
});

describe('the model', () => {
  test('has the name that the bank knows it by, and its head', async () => {
    const { hash, files } = await fetchModelFiles('model/card.json');
    expect(hash).toBe((await fetchBank('lab/bank.json')).modelHash);
    expect(readHead(files)).toMatchObject({ units: 1, dimension: 1280 });
  });

  test('that arrived damaged is told', async () => {
    changed.set('model/group1-shard1of1.bin', new Uint8Array(7));
    await expect(fetchModelFiles('model/card.json')).rejects.toMatchObject({ code: 'modelCorrupt' });
  });
});
