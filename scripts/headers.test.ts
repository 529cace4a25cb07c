import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy, headersFile, headersFor, vercelConfig } from './headers.mjs';
import { projectRoot } from './install.mjs';

const committed = (name: string) => readFileSync(join(projectRoot, name), 'utf8').replaceAll('\r\n', '\n');

describe('what hosts are told is what this project serves', () => {
  test('public/_headers is what npm run headers writes', () => {
    expect(committed('public/_headers')).toBe(headersFile());
  });

  test('vercel.json is what npm run headers writes', () => {
    expect(committed('vercel.json')).toBe(vercelConfig());
  });

  test('in _headers no header of one file stands twice, which some hosts would join', () => {
    const names = [...headersFile().matchAll(/^ {2}([\w-]+):/gmu)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(3);
    expect(names).toEqual([...new Set(names)]);
  });
});

describe('headers', () => {
  test('files with a hash in their name are kept for a year, all others are asked about', () => {
    expect(headersFor('/assets/main-abc.js')['Cache-Control']).toContain('immutable');
    expect(headersFor('/serviceWorker.js')['Cache-Control']).toBe('public, max-age=0, must-revalidate');
  });

  test('every file comes with the policy, which lets nothing talk to another origin', () => {
    for (const path of ['/', '/assets/main-abc.js', '/model/card.json']) {
      expect(headersFor(path)['Content-Security-Policy']).toBe(contentSecurityPolicy);
    }
    const origins = contentSecurityPolicy.match(/https?:|\*/gu);
    expect(origins).toBeNull();
    expect(contentSecurityPolicy).toContain("connect-src 'self' blob:;");
  });

  test('no header forbids to show the page in a frame', () => {
    const names = Object.keys(headersFor('/')).map((name) => name.toLowerCase());
    expect(names).not.toContain('x-frame-options');
    expect(contentSecurityPolicy).not.toContain('frame-ancestors');
  });
});
