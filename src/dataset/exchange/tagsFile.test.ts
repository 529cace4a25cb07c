import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PictureEdit, readTags, writeTags } from './tagsFile.ts';

describe('tags', () => {
  test('come back as they were written', () => {
    const edit: fc.Arbitrary<PictureEdit> = fc.record(
      {
        label: fc.option(fc.string()),
        isExcluded: fc.boolean(),
        tags: fc.array(fc.string()),
        note: fc.string(),
      },
      { requiredKeys: ['note'] },
    );
    fc.assert(
      fc.property(fc.string(), fc.array(fc.tuple(fc.string(), edit)), (name, pairs) => {
        const edits = new Map(pairs);
        expect(readTags(writeTags({ name, edits }))).toEqual({ name, edits });
      }),
    );
  });

  test('leave out pictures of which nothing was said, in the order of their paths', () => {
    const edits = new Map<string, PictureEdit>([
      ['b.jpg', { isExcluded: true }],
      ['c.jpg', {}],
      ['a.jpg', { label: null }],
    ]);
    expect([...readTags(writeTags({ name: 'set', edits })).edits.keys()]).toEqual(['a.jpg', 'b.jpg']);
  });

  test.each([
    ['no JSON', '{', {}],
    ['another file', '{"format":"other"}', {}],
    ['a wrong value', '{"format":"stratacam-tags","version":1,"name":"s","pictures":[{"path":4}]}', {}],
    ['a newer version', '{"format":"stratacam-tags","version":2,"name":"s","pictures":[]}', { newer: true }],
  ])('of %s are refused', (_what, text, details) => {
    expect(() => readTags(text)).toThrow(expect.objectContaining({ code: 'savedFileInvalid', details }));
  });
});
