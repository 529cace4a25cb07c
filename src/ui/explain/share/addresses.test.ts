import { expect, test } from 'vitest';
import { embedAddress, embedSnippet, isOnlyHere, linkAddress, type PagePlace } from './addresses.ts';

function placeOf(address: string): PagePlace {
  const { origin, pathname, hostname, protocol } = new URL(address);
  return { origin, pathname, hostname, protocol };
}

test('a link is the place of the page and the view, without what was asked of this machine', () => {
  const here = placeOf('https://site.example/strata/?backend=cpu&api=1#v=1&target=0');
  expect(linkAddress(here, 'v=1&target=1')).toBe('https://site.example/strata/#v=1&target=1');
  expect(linkAddress(here, '')).toBe('https://site.example/strata/#v=1');
  expect(embedAddress(here, '')).toBe('https://site.example/strata/?embed=1#v=1');
});

test('a snippet is one frame, whatever the picture is called', () => {
  const snippet = embedSnippet(
    'https://site.example/?embed=1#v=1&target=1',
    '"><script>alert(1)</script>&.jpg',
  );
  expect(snippet).toContain('src="https://site.example/?embed=1#v=1&amp;target=1"');
  expect(snippet).toContain('“&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;.jpg”');
  expect(snippet.match(/</g)).toEqual(['<', '<']);
  expect(embedSnippet('https://site.example/?embed=1#v=1', null)).toContain(
    'title="StrataCAM: what every layer of a network sees"',
  );
});

test.each([
  'http://localhost:4173/',
  'http://127.0.0.1/',
  'http://app.localhost/',
  'http://[::1]:80/',
  'file:///x',
])('only this computer opens %s', (address) => {
  expect(isOnlyHere(placeOf(address))).toBe(true);
});

test.each(['https://site.example/', 'http://192.168.1.7:4173/', 'https://localhost.example/'])(
  'another computer may open %s',
  (address) => {
    expect(isOnlyHere(placeOf(address))).toBe(false);
  },
);
