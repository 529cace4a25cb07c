import { describe, expect, test, vi } from 'vitest';
import { createFakeDataSetServices, fakeFile } from '../../../test/fakeDataSetServices.ts';
import { readCsv } from '../../lib/readCsv.ts';
import { createDataSet } from './createDataSet.ts';
import { probabilitiesOf } from './rows/rows.ts';

/** Bytes above 100 are called dogs: two cats right, one called a dog, two dogs right, one called a cat. */
const files = [
  fakeFile('set/cats/a.jpg', 20),
  fakeFile('set/cats/b.jpg', 90),
  fakeFile('set/cats/c.jpg', 130),
  fakeFile('set/dogs/d.jpg', 200),
  fakeFile('set/dogs/e.jpg', 105),
  fakeFile('set/dogs/f.jpg', 60),
  fakeFile('set/dogs/g.jpg', 'bad'),
  fakeFile('set/.DS_Store', 0),
];

async function openSet(options: Parameters<typeof createFakeDataSetServices>[0] = {}) {
  const fakes = createFakeDataSetServices(options);
  const set = createDataSet(fakes.services);
  await set.open('set', files);
  set.confirmLabels();
  return { ...fakes, set };
}

describe('opening a set', () => {
  test('lists files and proposes labels, which can be changed before and after', async () => {
    const { services } = createFakeDataSetServices();
    const set = createDataSet(services);
    await set.open('set', [
      ...files,
      { path: 'set/locked', problem: { code: 'pictureUnreachable', message: 'no', details: {} } },
    ]);
    const { phase, counts } = set.store.getState();
    expect(phase.kind).toBe('labelling');
    expect(counts).toEqual({ pictures: 7, answered: 0, unreadable: 1, masks: 0, leftOut: 1 });
    expect(set.proposal()?.patterns.map(({ name, classIndex }) => [name, classIndex])).toEqual([
      ['dogs', 1],
      ['cats', 0],
    ]);
    set.chooseClass('folder cats', null);
    expect([...set.labels()]).toEqual([-1, -1, -1, 1, 1, 1, 1]);
    set.confirmLabels();
    set.chooseClass('folder cats', 0);
    expect([...set.labels()]).toEqual([0, 0, 0, 1, 1, 1, 1]);
    expect(set.store.getState().phase).toEqual({ kind: 'open', run: { kind: 'idle' } });
  });

  test('says so when there is no model', async () => {
    const { services } = createFakeDataSetServices();
    const failure = { code: 'modelUnreachable', message: 'offline', details: {} } as const;
    const set = createDataSet({
      ...services,
      whenModelReady: () => Promise.reject(Object.assign(new Error('offline'), failure)),
    });
    await set.open('set', files);
    expect(set.store.getState().phase).toMatchObject({ kind: 'failed' });
  });

  test('takes labels from a table among the files', async () => {
    const { services } = createFakeDataSetServices();
    const set = createDataSet(services);
    await set.open('set', [
      fakeFile('x/1.jpg', 1),
      fakeFile('x/2.jpg', 2),
      fakeFile('x/labels.csv', 'id,label\n2,dog'),
    ]);
    expect([...set.labels()]).toEqual([-1, 1]);
  });
});

describe('a run', () => {
  test('answers every picture once, and lists what is none with its reason', async () => {
    const { set, calls } = await openSet();
    await set.start();
    const { phase, counts } = set.store.getState();
    expect(phase).toEqual({ kind: 'open', run: { kind: 'finished' } });
    expect(counts).toMatchObject({ pictures: 7, answered: 6, unreadable: 1 });
    expect(calls.flatMap(({ params }) => params.inputs)).toHaveLength(6);
    expect(set.problems()).toEqual([
      { path: 'set/.DS_Store', leftOut: 'hidden' },
      { path: 'set/dogs/g.jpg', problem: expect.objectContaining({ code: 'pictureNotAPicture' }) },
    ]);
    // z = (byte − 100) / 50.
    expect(probabilitiesOf(set.rows()!, 3)[1]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
    await set.start();
    expect(calls.flatMap(({ params }) => params.inputs)).toHaveLength(6);
  });

  test('is paused between pictures and goes on with those that wait', async () => {
    const { set, calls } = await openSet({ hold: ['survey'] });
    const running = set.start();
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    calls[0]?.emit({ index: 0, ...answerOf(20) });
    set.pause();
    await running;
    expect(set.store.getState()).toMatchObject({
      phase: { kind: 'open', run: { kind: 'paused' } },
      counts: { answered: 1 },
    });
    const again = set.start();
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    expect(calls[1]?.params.inputs.map(({ data }) => data[0])).toEqual([90, 130, 200, 105, 60]);
    calls[1]?.answer();
    await again;
    expect(set.store.getState().counts.answered).toBe(6);
  });

  test('waits for an engine that was lost, and asks for nothing twice', async () => {
    const { set, calls } = await openSet({ hold: ['survey'] });
    const running = set.start();
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    calls[0]?.emit({ index: 0, ...answerOf(20) });
    calls[0]?.emit({ index: 1, ...answerOf(90) });
    calls[0]?.fail({ code: 'deviceLost', message: 'gone', details: {} });
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    expect(calls[1]?.params.inputs.map(({ data }) => data[0])).toEqual([130, 200, 105, 60]);
    calls[1]?.answer();
    await running;
    expect(set.store.getState().counts).toMatchObject({ answered: 6, unreadable: 1 });
  });

  test('leaves out a picture on which the engine fails again and again', async () => {
    const { set, calls } = await openSet({ hold: ['survey'] });
    const running = set.start();
    for (const call of [0, 1]) {
      await vi.waitFor(() => expect(calls).toHaveLength(call + 1));
      calls[call]?.fail({ code: 'workerDied', message: 'gone', details: {} });
    }
    await vi.waitFor(() => expect(calls).toHaveLength(3));
    calls[2]?.answer();
    await running;
    expect(set.store.getState().counts).toMatchObject({ answered: 5, unreadable: 2 });
    expect(set.problems()).toContainEqual({
      path: 'set/cats/a.jpg',
      problem: expect.objectContaining({ code: 'workerDied' }),
    });
  });

  test('of a set that was closed says nothing more', async () => {
    const { set, calls } = await openSet({ hold: ['survey'] });
    const running = set.start();
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    set.close();
    await running;
    expect(set.store.getState()).toMatchObject({ phase: { kind: 'empty' }, counts: { pictures: 0 } });
  });

  test('tells how fast it is', async () => {
    const { set, calls, wait } = await openSet({ hold: ['survey'] });
    const running = set.start();
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    wait(2000);
    calls[0]?.emit({ index: 0, ...answerOf(20) });
    const { phase } = set.store.getState();
    // In two seconds one was answered and one could not be read; five of seven are left.
    expect(phase).toEqual({ kind: 'open', run: { kind: 'running', perSecond: 1, remainingMs: 5000 } });
    set.close();
    await running;
  });
});

function answerOf(byte: number) {
  const logit = (byte - 100) / 50;
  const dog = 1 / (1 + Math.exp(-logit));
  return { prediction: { logits: [logit], probabilities: [1 - dog, dog], classIndex: Number(dog > 0.5) } };
}

describe('what is seen', () => {
  test('numbers follow the threshold, and so do the mistakes', async () => {
    const { set } = await openSet();
    await set.start();
    const numbers = set.numbers();
    expect(numbers).toMatchObject({
      kind: 'binary',
      counted: { pictures: [0, 1, 2, 3, 4, 5], unreadable: 1 },
    });
    expect(set.numbers()).toBe(numbers);
    set.select({ kind: 'mistakes' });
    expect(set.shown()).toEqual([2, 5]);
    set.sort('mostWrong');
    // z of the label: −.6 for c, −.8 for f.
    expect(set.shown()).toEqual([5, 2]);
    set.setThreshold(1);
    expect(set.shown()).toEqual([5, 4]);
    set.select({ kind: 'cell', label: 1, answer: null });
    set.sort('path');
    expect(set.shown()).toEqual([3, 4, 5]);
    set.select({ kind: 'unreadable' });
    expect(set.shown()).toEqual([6]);
  });

  test('intervals are computed on demand', async () => {
    const { set } = await openSet();
    await set.start();
    await set.computeIntervals();
    const { intervals } = set.store.getState();
    if (intervals.kind !== 'done') throw new Error('they are there');
    // 8 of 9 pairs are in the right order.
    expect(intervals.intervals.areaUnderRoc?.low).toBeLessThan(8 / 9);
    expect(intervals.intervals.areaUnderRoc?.high).toBe(1);
  });

  test('intervals of another threshold are not told when the threshold moves while they are computed', async () => {
    const { set } = await openSet();
    await set.start();
    const computing = set.computeIntervals();
    set.setThreshold(1);
    await computing;
    expect(set.store.getState().intervals).toEqual({ kind: 'none' });
  });

  test('edits change numbers, can be undone, and are exported and read back', async () => {
    const { set } = await openSet();
    await set.start();
    set.edit([2], { kind: 'label', label: 'dog' });
    set.edit([5], { kind: 'exclude', isExcluded: true });
    set.edit([0, 1], { kind: 'addTag', tag: 'bars' });
    set.select({ kind: 'mistakes' });
    expect(set.shown()).toEqual([]);
    const tags = set.exportTags();
    const [head, ...lines] = readCsv(set.exportRows());
    const column = (name: string) => lines.map((line) => line[head!.indexOf(name)]);
    expect(column('corrected_label')).toEqual(['', '', 'dog', '', '', '', '']);
    expect(column('right')).toEqual(['1', '1', '1', '1', '1', '0', '']);
    expect(column('tags')[0]).toBe('bars');
    expect(column('problem')[6]).toBe('pictureNotAPicture');
    set.undo();
    set.undo();
    expect(set.shown()).toEqual([5]);
    set.undo();
    expect(set.edits().size).toBe(0);
    expect(set.importTags(tags.replace('set/cats/b.jpg', 'elsewhere.jpg'))).toEqual({
      applied: 3,
      unknown: 1,
    });
    expect([...set.edits().keys()].sort()).toEqual([0, 2, 5]);
    expect(set.undo()).toBe(true);
    expect(set.edits().size).toBe(0);
  });

  test('a large set tells the screen twice a second, not with every picture', async () => {
    const { services } = createFakeDataSetServices();
    let ticks = 0;
    // A picture a millisecond.
    const set = createDataSet({ ...services, now: () => ++ticks / 4 });
    await set.open(
      'large',
      Array.from({ length: 4000 }, (_, index) =>
        fakeFile(`${index % 2 ? 'cat' : 'dog'}/${index}.jpg`, index % 200),
      ),
    );
    set.confirmLabels();
    let notices = 0;
    set.store.subscribe(() => {
      notices += 1;
    });
    await set.start();
    expect(set.store.getState().counts.answered).toBe(4000);
    expect(notices).toBeLessThan(60);
    expect(set.numbers()).toMatchObject({ kind: 'binary' });
  });
});
