import { describe, expect, test } from 'vitest';
import { createFakeDataSetServices } from '../../test/fakeDataSetServices.ts';
import { openDataSet } from './openDataSet.ts';

function picture(path: string, byte: number | string): readonly [string, Blob] {
  return [path, new Blob([typeof byte === 'number' ? Uint8Array.of(byte) : byte])];
}

const files = [
  picture('cats/a.jpg', 20),
  picture('cats/b.jpg', 150),
  picture('dogs/c.jpg', 200),
  picture('dogs/d.jpg', 'bad'),
  picture('.DS_Store', 0),
];

describe('a folder through the page API', () => {
  test('has a row for each picture, with its label, answer or problem', async () => {
    const { services } = createFakeDataSetServices();
    const { rows, classes } = await openDataSet(services, files);
    expect(classes).toEqual(['cat', 'dog']);
    expect(rows.map(({ path, label, predicted, problem }) => [path, label, predicted, problem])).toEqual([
      ['cats/a.jpg', 'cat', 'cat', undefined],
      ['cats/b.jpg', 'cat', 'dog', undefined],
      ['dogs/c.jpg', 'dog', 'dog', undefined],
      ['dogs/d.jpg', 'dog', null, 'pictureNotAPicture'],
    ]);
    // z = (200 − 100) / 50.
    expect(rows[2]?.probabilities[1]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  });

  test('has numbers at any threshold', async () => {
    const { services } = createFakeDataSetServices();
    const { metrics } = await openDataSet(services, files);
    const half = metrics();
    if (half.kind !== 'binary') throw new Error('two classes');
    expect(half.accuracy).toMatchObject({ hits: 2, trials: 3 });
    expect(half.areaUnderRoc).toBe(1);
    // p(dog) of b is σ(1) = .73, of c σ(2) = .88.
    expect(metrics(0.8)).toMatchObject({ accuracy: { hits: 3 } });
    expect(metrics(1)).toMatchObject({ precision: { undefined: 'nothingCalledPositive' } });
  });

  test('takes labels by path, and no others', async () => {
    const { services } = createFakeDataSetServices();
    const { rows } = await openDataSet(services, files, { labels: { 'cats/b.jpg': 'dog' } });
    expect(rows.map(({ label }) => label)).toEqual([null, 'dog', null, null]);
    await expect(openDataSet(services, files, { labels: { 'cats/b.jpg': 'fox' } })).rejects.toMatchObject({
      code: 'internal',
    });
  });

  test('takes files of a folder by their path in it', async () => {
    const { services } = createFakeDataSetServices();
    const file = new File([Uint8Array.of(20)], 'x.jpg');
    Object.defineProperty(file, 'webkitRelativePath', { value: 'set/cat/x.jpg' });
    const { rows } = await openDataSet(services, [file, new File([Uint8Array.of(20)], 'dog.1.jpg')]);
    expect(rows.map(({ path, label }) => [path, label])).toEqual([
      ['dog.1.jpg', 'dog'],
      ['set/cat/x.jpg', 'cat'],
    ]);
  });

  test('can be cancelled, and says how far it is', async () => {
    const { services } = createFakeDataSetServices();
    const controller = new AbortController();
    const told: number[] = [];
    const opened = openDataSet(services, files, {
      signal: controller.signal,
      onProgress(done, total) {
        told.push(total);
        if (done === 0 && total === 4) controller.abort();
      },
    });
    await expect(opened).rejects.toMatchObject({ code: 'cancelled' });
    expect(told).toContain(4);
  });

  test('fails as the model does', async () => {
    const { services } = createFakeDataSetServices();
    const offline = { ...services, whenModelReady: () => Promise.reject(new DOMException('', 'AbortError')) };
    await expect(openDataSet(offline, files)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
