import { describe, expect, test } from 'vitest';
import { isSupportedNode, matchesLockfile } from './install.mjs';

describe('isSupportedNode', () => {
  test.each([
    ['18.20.4', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['21.7.3', false],
    ['22.11.0', false],
    ['22.12.0', true],
    ['24.0.0', true],
  ])('%s: %s', (version, supported) => {
    expect(isSupportedNode(version)).toBe(supported);
  });
});

describe('matchesLockfile', () => {
  const locked = {
    '': { version: '1.0.0' },
    'node_modules/react': { version: '19.0.0', integrity: 'sha512-a' },
    'node_modules/fsevents': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  };
  const react = { 'node_modules/react': { version: '19.0.0', integrity: 'sha512-a' } };

  test('a package for another platform may be absent', () => {
    expect(matchesLockfile(locked, react)).toBe(true);
  });

  test.each([
    ['a missing package', {}],
    ['another version', { 'node_modules/react': { version: '18.0.0', integrity: 'sha512-a' } }],
    [
      'other contents under the same version',
      { 'node_modules/react': { version: '19.0.0', integrity: 'sha512-c' } },
    ],
    ['a package nobody locked', { ...react, 'node_modules/left-pad': { version: '1.0.0' } }],
  ])('%s makes the install stale', (_, installed) => {
    expect(matchesLockfile(locked, installed)).toBe(false);
  });
});
