import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const order = /@layer ([^;{]+);/.exec(read('public/layers.css'))?.[1]?.split(', ');

test('the sheet with the order of the cascade layers is the first of the page', () => {
  const sheets = [...read('index.html').matchAll(/<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"/g)];
  expect(sheets[0]?.[1]).toBe('./layers.css');
  expect(read('index.html').indexOf('layers.css')).toBeLessThan(read('index.html').indexOf('<script'));
});

test('every rule is in one of these layers, and no other sheet orders them', () => {
  const files = readdirSync(new URL('../src', import.meta.url), { recursive: true, encoding: 'utf8' });
  const sheets = files.filter((file) => file.endsWith('.css')).map((file) => `src/${file}`);
  const used = new Set(
    sheets.flatMap((path) =>
      [...read(path).matchAll(/@layer ([^{;]+)[{;]/g)].map((match) => match[1]?.trim()),
    ),
  );
  expect([...used].sort()).toEqual([...(order ?? [])].sort());
});
