import { beforeEach, describe, expect, test } from 'vitest';
import { createFakeEngineConnection, type FakeEngineConnection } from '../../../../test/fakeEngine.ts';
import { fakeEngineInfo } from '../../../../test/fakeModel.ts';
import { Failure } from '../../../lib/failure.ts';
import { createEngineDesk, type EngineDesk } from './engineDesk.ts';
import type { ReadyEngine } from './engineLifecycle.ts';

const loss = new Failure('deviceLost', 'reset');
const inputs = [{ width: 1, height: 1, data: new Uint8Array([200, 200, 200]) }];

/** Every engine so far; the last one is alive. */
let engines: FakeEngineConnection[];
let ready: ReadyEngine | null;
let waiting: ((ready: ReadyEngine) => void)[];
let reported: string[];
let interactive: number;
let desk: EngineDesk;

/** The next engine answers. */
function startEngine(): void {
  const connection = createFakeEngineConnection({ hold: ['predict'] });
  engines.push(connection);
  ready = { engine: connection.engine, info: fakeEngineInfo() };
  for (const resolve of waiting.splice(0)) resolve(ready);
}

function lose(): void {
  ready = null;
  engines.at(-1).lose(loss);
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

beforeEach(() => {
  engines = [];
  ready = null;
  waiting = [];
  reported = [];
  interactive = 0;
  desk = createEngineDesk({
    lifecycle: {
      ready: () => ready,
      reportLoss: (engine, { code }) => {
        reported.push(`${engines.findIndex((one) => one.engine === engine)}: ${code}`);
      },
    },
    whenReady: () => (ready ? Promise.resolve(ready) : new Promise((resolve) => waiting.push(resolve))),
    onInteractive: () => (interactive += 1),
  });
});

const predict = ({ engine, info }: ReadyEngine) =>
  engine.predict({ model: info.model.id, inputs }).then(({ predictions }) => predictions.length);

const asked = () => engines.map(({ calls }) => calls.predict.length);

test('a question is asked at once of an engine that answers, else as soon as there is one', async () => {
  const early = desk.ask(predict, { onLoss: 'fail' });
  await settle();
  startEngine();
  await settle();
  expect(asked()).toEqual([1]);
  const late = desk.ask(predict, { onLoss: 'fail' });
  // Without a single turn of the event loop between.
  expect(asked()).toEqual([2]);
  for (const call of engines[0]!.calls.predict) call.answer();
  expect(await Promise.all([early, late])).toEqual([1, 1]);
});

test('what is no loss is passed on, reported to nobody and not asked again', async () => {
  startEngine();
  const answer = desk.ask(predict, { onLoss: 'redo' });
  engines[0]!.calls.predict[0]!.fail(new Failure('outOfMemory', 'full'));
  await expect(answer).rejects.toMatchObject({ code: 'outOfMemory' });
  expect([asked(), reported]).toEqual([[1], []]);
});

test('only what somebody waits for takes the place of what is begun ahead of time', async () => {
  startEngine();
  const answers = [
    desk.ask(predict, { onLoss: 'drop', lane: 'ahead' }),
    desk.ask(predict, { onLoss: 'drop', lane: 'bulk' }),
  ];
  expect(interactive).toBe(0);
  answers.push(desk.ask(predict, { onLoss: 'drop' }));
  expect(interactive).toBe(1);
  for (const call of engines[0]!.calls.predict) call.answer();
  await Promise.all(answers);
});

describe('when the engine is lost, which is reported each time,', () => {
  test('“redo” asks the next engine, once', async () => {
    startEngine();
    const [redone, given] = [desk.ask(predict, { onLoss: 'redo' }), desk.ask(predict, { onLoss: 'redo' })];
    const outcomes = Promise.allSettled([redone, given]);
    lose();
    await settle();
    startEngine();
    await settle();
    expect(asked()).toEqual([2, 2]);
    engines[1]!.calls.predict[0]!.answer();
    await settle();
    lose();
    expect(await outcomes).toMatchObject([{ value: 1 }, { reason: { code: 'deviceLost' } }]);
    expect(reported).toEqual(['0: deviceLost', '0: deviceLost', '1: deviceLost']);
  });

  test('“redo” asks as often as it is told', async () => {
    startEngine();
    const answer = desk.ask(predict, { onLoss: 'redo', redos: Number.POSITIVE_INFINITY });
    for (let life = 0; life < 5; life++) {
      lose();
      await settle();
      startEngine();
      await settle();
    }
    engines.at(-1).calls.predict[0]!.answer();
    expect(await answer).toBe(1);
  });

  test('“fail” rejects with the loss', async () => {
    startEngine();
    const answer = desk.ask(predict, { onLoss: 'fail' });
    lose();
    await expect(answer).rejects.toMatchObject({ code: 'deviceLost' });
    expect(reported).toEqual(['0: deviceLost']);
  });

  test('“drop” answers null', async () => {
    startEngine();
    const answer = desk.ask(predict, { onLoss: 'drop' });
    lose();
    expect(await answer).toBeNull();
    expect(reported).toEqual(['0: deviceLost']);
  });
});

describe('a question that is cancelled', () => {
  test('while it waits for an engine rejects at once and is never asked', async () => {
    const abort = new AbortController();
    const answer = desk.ask(predict, { onLoss: 'redo', signal: abort.signal });
    abort.abort();
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    startEngine();
    await settle();
    expect(asked()).toEqual([0]);
  });

  test('while the engine is at it rejects at once, however long the engine takes', async () => {
    startEngine();
    const abort = new AbortController();
    const answer = desk.ask(predict, { onLoss: 'redo', signal: abort.signal });
    abort.abort();
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    lose();
    await settle();
    startEngine();
    await settle();
    expect(asked()).toEqual([1, 0]);
  });
});
