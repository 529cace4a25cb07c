import { describe, expect, test } from 'vitest';
import { labelsFromJson, labelsFromText } from './labels.ts';

describe('names of classes', () => {
  test.each([
    ['a line each', 'Cat\nDog\n', ['Cat', 'Dog']],
    ['with their numbers, as Teachable Machine writes them', '0 Cat\r\n1 Big dog\r\n', ['Cat', 'Big dog']],
    ['numbers that are no classes stay', '7 up\n9 lives\n', ['7 up', '9 lives']],
    ['with a mark at the start', '\ufeffa\nb', ['a', 'b']],
  ])('in a text: %s', (_, text, labels) => {
    expect(labelsFromText(text, 'labels.txt')).toEqual({ file: 'labels.txt', labels });
  });

  test.each([
    ['a list', ['cat', 'dog'], ['cat', 'dog']],
    ['numbers by name, as Keras’ class_indices', { dog: 1, cat: 0 }, ['cat', 'dog']],
    ['names by number', { '1': 'dog', '0': 'cat' }, ['cat', 'dog']],
    [
      'as ImageNet’s index',
      { '0': ['n01440764', 'tench'], '1': ['n01443537', 'goldfish'] },
      ['tench', 'goldfish'],
    ],
    ['inside another key', { labels: ['cat', 'dog'], other: 3 }, ['cat', 'dog']],
  ])('in JSON: %s', (_, json, labels) => {
    expect(labelsFromJson(json, 'x.json')?.labels).toEqual(labels);
  });

  test('other JSON and gaps in the numbers are no names', () => {
    expect(labelsFromJson({ cat: 0, dog: 2 }, 'x.json')).toBeNull();
    expect(labelsFromJson({ learning_rate: 0.1, epochs: 3 }, 'x.json')).toBeNull();
    expect(labelsFromJson([1, 2, 3], 'x.json')).toBeNull();
  });

  test('long names are cut, control characters are taken out', () => {
    const labels = labelsFromText(`${'x'.repeat(500)}\na\u0007b`, 'labels.txt')?.labels;
    expect(labels?.[0]).toHaveLength(200);
    expect(labels?.[1]).toBe('a b');
  });
});
