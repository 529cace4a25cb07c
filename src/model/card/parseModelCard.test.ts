import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { thrownFailure } from '../../../test/thrownFailure.ts';
import type { ModelCard } from './card.ts';
import { parseModelCard } from './parseModelCard.ts';

const card: ModelCard = {
  name: 'cats-vs-dogs-mobilenetv2',
  title: 'cats vs dogs',
  licence: 'Apache-2.0',
  labels: ['cat', 'dog'],
  output: 'sigmoid',
  input: { width: 224, height: 224, range: [0, 255], fit: 'stretch', resample: 'pillow-bilinear' },
  files: [
    { path: 'model.json', sizeBytes: 69_699, sha256: '9e'.repeat(32) },
    { path: 'group1-shard1of1.bin', sizeBytes: 2_467_780, sha256: '40'.repeat(32) },
  ],
};

const [topology, shard] = card.files;

describe('parseModelCard', () => {
  test('returns a valid card without the keys it does not know', () => {
    expect(parseModelCard(JSON.parse(JSON.stringify({ ...card, comment: 'of no use' })))).toEqual(card);
  });

  test.each<[what: string, field: string, json: unknown]>([
    ['no object', 'card', null],
    ['no name', 'name', { ...card, name: undefined }],
    ['an empty label', 'labels.1', { ...card, labels: ['cat', ' '] }],
    ['a single label', 'labels', { ...card, labels: ['cat'] }],
    ['three labels for one sigmoid', 'labels', { ...card, labels: ['cat', 'dog', 'cow'] }],
    ['an unknown output', 'output', { ...card, output: 'tanh' }],
    ['a huge input', 'input.width', { ...card, input: { ...card.input, width: 1e6 } }],
    ['a falling range', 'input.range', { ...card, input: { ...card.input, range: [1, -1] } }],
    ['an endless range', 'input.range.1', { ...card, input: { ...card.input, range: [0, Infinity] } }],
    ['no weights', 'files', { ...card, files: [topology] }],
    ['weights before the topology', 'files', { ...card, files: [shard, topology] }],
    ['one file twice', 'files', { ...card, files: [topology, shard, shard] }],
    ['a file elsewhere', 'files.1.path', { ...card, files: [topology, { ...shard, path: 'https://a.b/c' }] }],
    ['a file above', 'files.1.path', { ...card, files: [topology, { ...shard, path: '..' }] }],
    ['a file of no size', 'files.1.sizeBytes', { ...card, files: [topology, { ...shard, sizeBytes: 0 }] }],
    ['a short checksum', 'files.0.sha256', { ...card, files: [{ ...topology, sha256: '9ef2' }, shard] }],
  ])('refuses a card with %s and names the field', (_what, field, json) => {
    const failure = thrownFailure(() => parseModelCard(json));
    expect(failure).toMatchObject({ code: 'modelInvalid', details: { field } });
    expect(failure.message).toContain(field);
  });

  test('allows any number of labels from two for a softmax', () => {
    const many = { ...card, output: 'softmax', labels: ['cat', 'dog', 'cow'] };
    expect(parseModelCard(many).labels).toHaveLength(3);
  });

  test('accepts the card of the default model, whose files are as it states', () => {
    const folder = new URL('../../../public/model/', import.meta.url);
    const { files } = parseModelCard(JSON.parse(readFileSync(new URL('card.json', folder), 'utf8')));
    for (const { path, sizeBytes, sha256 } of files) {
      const bytes = readFileSync(new URL(path, folder));
      expect(bytes.byteLength, path).toBe(sizeBytes);
      expect(createHash('sha256').update(bytes).digest('hex'), path).toBe(sha256);
    }
  });
});
