import { afterEach, expect, test, vi } from 'vitest';
import { findFirefox, missingEngine } from './engines.mjs';

afterEach(() => vi.unstubAllEnvs());

test('the Firefox that is named comes before the one of the system, if it is there', () => {
  vi.stubEnv('FIREFOX_PATH', process.execPath);
  expect(findFirefox()).toBe(process.execPath);
  expect(missingEngine('firefox')).toBeNull();

  vi.stubEnv('FIREFOX_PATH', '/nowhere/firefox');
  expect(findFirefox()).not.toBe('/nowhere/firefox');
});
