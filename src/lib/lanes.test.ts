import { expect, test } from 'vitest';
import { createLanes, type Lane, type Turn } from './lanes.ts';

/** Work that ends when the test says so, and a log of what happened. */
function createWorkshop() {
  const take = createLanes();
  const log: string[] = [];
  const steps = new Map<string, () => void>();
  /** Lets everything happen that can. */
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  const step = (name: string) =>
    new Promise<void>((done) => {
      log.push(name);
      steps.set(name, done);
    });
  return {
    log,
    settle,
    /** Asks for work of so many units, between which it gives way. */
    ask(lane: Lane, name: string, units = 1, signal?: { readonly aborted: boolean }) {
      return take(lane, signal, async ({ giveWay }: Turn) => {
        for (let unit = 1; unit <= units; unit++) {
          if (unit > 1) await giveWay();
          await step(units === 1 ? name : `${name} ${unit}`);
        }
        return name;
      });
    },
    take,
    async finish(name: string) {
      const done = steps.get(name);
      if (!done) throw new Error(`${name} has not begun`);
      steps.delete(name);
      done();
      await settle();
    },
  };
}

test('calls of one lane are done one at a time in the order in which they came', async () => {
  const { ask, finish, log, settle } = createWorkshop();
  const answers = Promise.all(['first', 'second', 'third'].map((name) => ask('bulk', name)));
  await settle();
  expect(log).toEqual(['first']);
  await finish('first');
  expect(log).toEqual(['first', 'second']);
  await finish('second');
  await finish('third');
  expect(await answers).toEqual(['first', 'second', 'third']);
});

test('what waits begins by its urgency, not by its time', async () => {
  const { ask, finish, log } = createWorkshop();
  const all = [
    ask('bulk', 'running'),
    ask('bulk', 'bulk'),
    ask('ahead', 'ahead'),
    ask('interactive', 'person'),
    ask('interactive', 'another'),
  ];
  for (const name of ['running', 'person', 'another', 'ahead', 'bulk']) {
    await Promise.resolve();
    await finish(name);
  }
  expect(log).toEqual(['running', 'person', 'another', 'ahead', 'bulk']);
  await Promise.all(all);
});

test('an interactive call waits for one unit of bulk work at most, which then resumes where it was', async () => {
  const { ask, finish, log, settle } = createWorkshop();
  const bulk = ask('bulk', 'set', 4);
  await settle();
  await finish('set 1');
  const person = ask('interactive', 'person');
  const second = ask('interactive', 'second');
  await settle();
  expect(log).toEqual(['set 1', 'set 2']);
  await finish('set 2');
  // Not the third unit: the people come first, both of them.
  expect(log).toEqual(['set 1', 'set 2', 'person']);
  await finish('person');
  await finish('second');
  expect(await Promise.all([person, second])).toEqual(['person', 'second']);
  expect(log.at(-1)).toBe('set 3');
  await finish('set 3');
  await finish('set 4');
  expect(await bulk).toBe('set');
});

test('work that has given way goes on before others of its lane begin', async () => {
  const { ask, finish, log, settle } = createWorkshop();
  const all = [ask('bulk', 'set', 2), ask('bulk', 'later')];
  await settle();
  const person = ask('interactive', 'person');
  await finish('set 1');
  await finish('person');
  await person;
  expect(log).toEqual(['set 1', 'person', 'set 2']);
  await finish('set 2');
  await finish('later');
  await Promise.all(all);
});

test('three lanes nest: bulk work gives way to work ahead of time, and that to a person', async () => {
  const { ask, finish, log, settle } = createWorkshop();
  const all = [ask('bulk', 'set', 2)];
  await settle();
  all.push(ask('ahead', 'neighbour', 2));
  await finish('set 1');
  all.push(ask('interactive', 'person'));
  await finish('neighbour 1');
  await finish('person');
  await finish('neighbour 2');
  await finish('set 2');
  await Promise.all(all);
  expect(log).toEqual(['set 1', 'neighbour 1', 'person', 'neighbour 2', 'set 2']);
});

test('a call of the same or a less urgent lane is no reason to give way', async () => {
  const { ask, finish, log, settle } = createWorkshop();
  const all = [ask('ahead', 'neighbour', 2)];
  await settle();
  all.push(ask('ahead', 'same'), ask('bulk', 'set'));
  await finish('neighbour 1');
  expect(log).toEqual(['neighbour 1', 'neighbour 2']);
  await finish('neighbour 2');
  await finish('same');
  await finish('set');
  await Promise.all(all);
});

test('what is cancelled while it waits never starts, and what fails does not keep the next', async () => {
  const { ask, finish, log, settle, take } = createWorkshop();
  const abort = new AbortController();
  const failing = take('interactive', undefined, () => Promise.reject(new Error('broken')));
  const cancelled = ask('interactive', 'cancelled', 1, abort.signal);
  const next = ask('interactive', 'next');
  const outcomes = Promise.allSettled([failing, cancelled, next]);
  abort.abort();
  await settle();
  await finish('next');
  expect(log).toEqual(['next']);
  expect(await outcomes).toMatchObject([
    { reason: new Error('broken') },
    { reason: { code: 'cancelled' } },
    { value: 'next' },
  ]);
});

test('work that fails after it gave way leaves the place to the next', async () => {
  const { ask, finish, settle, take, log } = createWorkshop();
  const failing = take('bulk', undefined, async ({ giveWay }) => {
    await settle();
    await giveWay();
    throw new Error('broken');
  });
  const person = ask('interactive', 'person');
  const outcome = Promise.allSettled([failing]);
  await settle();
  await settle();
  await finish('person');
  expect(await outcome).toMatchObject([{ reason: new Error('broken') }]);
  const next = ask('bulk', 'next');
  await settle();
  await finish('next');
  await Promise.all([person, next]);
  expect(log).toEqual(['person', 'next']);
});
