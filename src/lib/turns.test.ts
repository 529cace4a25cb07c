import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('work is done one at a time in the order it came, whatever fails or is cancelled on the way', async () => {
  const inTurn = createTurns();
  const log: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const abort = new AbortController();
  const answers = Promise.allSettled([
    inTurn(undefined, work('first', true)),
    inTurn(abort.signal, work('second')),
    inTurn(undefined, work('third')),
  ]);
  abort.abort();
  const [first, second, third] = await answers;
  expect(first).toMatchObject({ status: 'rejected', reason: new Error('first') });
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
  expect(third).toEqual({ status: 'fulfilled', value: 'third' });
  expect(log).toEqual(['first begins', 'first ends', 'third begins', 'third ends']);
});

test('with two places, two are in work at a time, and the third begins when one of them ends', async () => {
  const inTurn = createTurns(2);
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    log.push(name);
    return new Promise<void>((end) => ends.set(name, end));
  };
  const all = ['first', 'second', 'third', 'fourth'].map((name) => inTurn(undefined, work(name)));
  await Promise.resolve();
  expect(log).toEqual(['first', 'second']);
  ends.get('second')!();
  await all[1];
  await Promise.resolve();
  expect(log).toEqual(['first', 'second', 'third']);
  ends.get('first')!();
  await all[0];
  await Promise.resolve();
  expect(log).toEqual(['first', 'second', 'third', 'fourth']);
  for (const name of ['third', 'fourth']) ends.get(name)!();
  await Promise.all(all);
});
