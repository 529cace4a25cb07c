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
