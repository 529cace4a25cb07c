import { beforeEach, expect, test } from 'vitest';
import { createModelTable, type ModelTable, type TabledModel } from './modelTable.ts';

let left: string[];
let disposed: string[];
let table: ModelTable<TabledModel>;

/** A model of so many bytes. */
function model(id: string, modelBytes = 40): TabledModel {
  return { model: { id, costs: { modelBytes } }, dispose: () => disposed.push(id) };
}

const loaded = () => ['a', 'b', 'c', 'd'].filter((id) => table.find(id));

beforeEach(() => {
  left = [];
  disposed = [];
  table = createModelTable<TabledModel>({ budgetBytes: 100, onLeave: (id) => left.push(id) });
});

test('the model used longest ago leaves when there are more bytes than the budget', async () => {
  table.add(model('a'), false);
  table.add(model('b'), false);
  await table.use('a', () => Promise.resolve());
  table.add(model('c'), false);
  expect(loaded()).toEqual(['a', 'c']);
  expect([left, disposed]).toEqual([['b'], ['b']]);
});

test('pinned models stay, and so does the newest, even beyond the budget', () => {
  table.add(model('a'), true);
  table.add(model('b'), false);
  table.pin('b');
  table.add(model('c', 1000), false);
  expect(loaded()).toEqual(['a', 'b', 'c']);
  table.add(model('d', 10), false);
  expect(loaded()).toEqual(['a', 'b', 'd']);
});

test('a model in use does not leave for another', async () => {
  table.add(model('a', 90), false);
  await table.use('a', () => {
    table.add(model('b'), false);
    return Promise.resolve();
  });
  expect(loaded()).toEqual(['a', 'b']);
});

test('one that is unloaded while it is in use is not found any more, and freed when its last user is done', async () => {
  table.add(model('a'), false);
  let finish = () => {};
  const working = table.use('a', () => new Promise<void>((done) => (finish = done)));
  const failing = table.use('a', () => Promise.reject(new Error('broken')));
  table.remove('a');
  await expect(failing).rejects.toThrow('broken');
  await expect(table.use('a', () => Promise.resolve())).rejects.toMatchObject({ code: 'modelNotLoaded' });
  expect([left, disposed]).toEqual([['a'], []]);
  // Loaded anew meanwhile: another one under the same name.
  table.add(model('a'), false);
  finish();
  await working;
  expect(disposed).toEqual(['a']);
  expect(loaded()).toEqual(['a']);
});

test('clearing frees all, removing what is not there does nothing', () => {
  table.add(model('a'), true);
  table.add(model('b'), false);
  table.clear();
  table.remove('a');
  expect(loaded()).toEqual([]);
  expect(disposed).toEqual(['a', 'b']);
});
