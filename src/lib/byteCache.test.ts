import { expect, test, vi } from 'vitest';
import { createByteCache } from './byteCache.ts';

function cacheOfLengths(limitBytes: number, pinned: readonly string[] = []) {
  const onEvict = vi.fn<(value: string) => void>();
  const cache = createByteCache<string>({
    limitBytes,
    sizeOf: (value) => value.length,
    isPinned: (key) => pinned.includes(key),
    onEvict,
  });
  return { cache, evicted: () => onEvict.mock.calls.map(([value]) => value) };
}

test('the budget counts bytes, and what was used longest ago goes first', () => {
  const { cache, evicted } = cacheOfLengths(10);
  cache.set('a', 'aaaa');
  cache.set('b', 'bbbb');
  cache.get('a');
  cache.set('c', 'cccc');
  expect(evicted()).toEqual(['bbbb']);
  cache.set('d', 'dddddddddd');
  expect(evicted()).toEqual(['bbbb', 'aaaa', 'cccc']);
});

test('a pinned value is never evicted, whatever its age', () => {
  const { cache, evicted } = cacheOfLengths(8, ['shown']);
  cache.set('shown', 'ssss');
  for (const key of ['a', 'b', 'c']) cache.set(key, key.repeat(4));
  expect(cache.get('shown')).toBe('ssss');
  expect(evicted()).toEqual(['aaaa', 'bbbb']);
});

test('a value larger than the budget is kept as long as it is the newest', () => {
  const { cache, evicted } = cacheOfLengths(3);
  cache.set('large', 'llll');
  expect(cache.get('large')).toBe('llll');
  cache.set('small', 's');
  expect(evicted()).toEqual(['llll']);
});

test('a replaced value and those of a cleared cache are handed out for closing', () => {
  const { cache, evicted } = cacheOfLengths(10);
  cache.set('a', 'old');
  cache.set('a', 'new');
  cache.clear();
  expect(evicted()).toEqual(['old', 'new']);
  cache.set('b', 'bbbbbbbbbb');
  expect(cache.get('b')).toBe('bbbbbbbbbb');
  expect(evicted()).toHaveLength(2);
});
