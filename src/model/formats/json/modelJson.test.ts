import { describe, expect, test } from 'vitest';
import { thrownFailure } from '../../../../test/thrownFailure.ts';
import { fieldOf, objectOf, parseModelText } from './modelJson.ts';

describe('parseModelText', () => {
  test('bears what Python writes: NaN, Infinity, and NULs at the end', () => {
    expect(parseModelText('{"a": NaN, "b": -Infinity, "c": [Infinity]}\0\0  ', 'x.json')).toEqual({
      a: null,
      b: Number.NEGATIVE_INFINITY,
      c: [Number.POSITIVE_INFINITY],
    });
  });

  test('leaves the same words in texts alone', () => {
    expect(parseModelText('{"a": "NaN \\" Infinity", "b": NaN}', 'x.json')).toEqual({
      a: 'NaN " Infinity',
      b: null,
    });
  });

  test('refuses what nests without end, and what is no JSON', () => {
    expect(thrownFailure(() => parseModelText('['.repeat(5000), 'x.json')).code).toBe('modelFileDamaged');
    expect(thrownFailure(() => parseModelText('{"a": ', 'x.json')).details).toMatchObject({ file: 'x.json' });
  });

  test('brackets in texts do not count as depth', () => {
    expect(parseModelText(`{"a": "${'['.repeat(5000)}"}`, 'x.json')).toHaveProperty('a');
  });
});

test('a field that a file does not hold is not found in its prototype', () => {
  const object = objectOf(parseModelText('{"__proto__": {"polluted": true}}', 'x.json'))!;
  expect(fieldOf(object, 'constructor')).toBeUndefined();
  expect(fieldOf(object, 'polluted')).toBeUndefined();
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
