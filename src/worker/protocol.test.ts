import { afterEach, describe, expect, test, vi } from 'vitest';
import { Failure, type FailureData } from '../lib/failure.ts';
import type { CallOptions, Service } from '../lib/service.ts';
import { connectService } from './connectService.ts';
import { serveService } from './serveService.ts';

interface CounterMethods {
  /** Reports 1 … params, then gives `params`; waits for `release` after each event. */
  count: { params: number; result: { readonly total: Float32Array }; event: number };
  fail: { params: string; result: never; event: never };
}

/** A service whose work goes on only when the test says so. */
function createCounter() {
  const gates: (() => void)[] = [];
  const seen = { aborted: 0, calls: 0 };
  const service: Service<CounterMethods> = {
    async count(params, { signal, onEvent }: CallOptions<number> = {}) {
      seen.calls += 1;
      for (let step = 1; step <= params; step++) {
        onEvent?.(step);
        await new Promise<void>((resolve) => {
          gates.push(resolve);
        });
        if (signal?.aborted) {
          seen.aborted += 1;
          throw new Failure('cancelled', 'stopped');
        }
      }
      return { total: Float32Array.of(params) };
    },
    async fail(params) {
      throw new Failure('modelCorrupt', params, { file: 'a.bin' });
    },
  };
  return { service, seen, gates, release: () => gates.shift()?.() };
}

const channels: MessageChannel[] = [];

function connectOverChannel(counter = createCounter()) {
  const channel = new MessageChannel();
  channels.push(channel);
  const served = serveService<CounterMethods>(channel.port1, counter.service);
  const toWorker: unknown[] = [];
  const toPage: unknown[] = [];
  channel.port1.addEventListener('message', (event) => toWorker.push(event.data));
  channel.port2.addEventListener('message', (event: MessageEvent) => toPage.push(event.data));
  const connection = connectService<CounterMethods>(channel.port2, { methods: ['count', 'fail'] });
  return { ...counter, served, connection, service: connection.service, channel, toWorker, toPage };
}

/** Until every message that is under way has arrived: one there, one back. */
async function settle(): Promise<void> {
  for (let hop = 0; hop < 4; hop++) await new Promise((resolve) => setImmediate(resolve));
}

afterEach(() => {
  for (const { port1, port2 } of channels.splice(0)) {
    port1.close();
    port2.close();
  }
});

describe('a call', () => {
  test('gives its events in order, then exactly one result, whose array was moved', async () => {
    const { service, release, gates, toPage } = connectOverChannel();
    const events: number[] = [];
    const call = service.count(2, { onEvent: (event) => events.push(event) });
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    release();
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    release();
    expect((await call).total).toEqual(Float32Array.of(2));
    expect(events).toEqual([1, 2]);
    await settle();
    expect(toPage.map((message) => (message as { kind: string }).kind)).toEqual(['event', 'event', 'result']);
  });

  test('that fails is rebuilt with its code and details', async () => {
    const { service } = connectOverChannel();
    await expect(service.fail('broken')).rejects.toMatchObject({
      name: 'Failure',
      code: 'modelCorrupt',
      message: 'broken',
      details: { file: 'a.bin' },
    });
  });

  test('keeps apart from another that runs beside it', async () => {
    const { service, gates, release } = connectOverChannel();
    const first = service.count(1);
    const second = service.count(1);
    await vi.waitFor(() => expect(gates).toHaveLength(2));
    const winner = Promise.race([first.then(() => 'first'), second.then(() => 'second')]);
    gates.pop()?.();
    expect(await winner).toBe('second');
    release();
    await first;
  });

  test('whose parameters can not be posted fails by itself', async () => {
    const { service, toWorker } = connectOverChannel();
    await expect(service.count((() => 1) as unknown as number)).rejects.toMatchObject({ code: 'internal' });
    await settle();
    expect(toWorker).toEqual([]);
  });
});

describe('a cancellation', () => {
  test('rejects at once, reaches the worker, and its late answer is dropped', async () => {
    const { service, seen, release, gates, toPage } = connectOverChannel();
    const controller = new AbortController();
    const call = service.count(3, { signal: controller.signal });
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    await settle();
    release();
    await vi.waitFor(() => expect(seen.aborted).toBe(1));
    await settle();
    // Answered by the worker all the same, once.
    expect(toPage.at(-1)).toMatchObject({ kind: 'failure', failure: { code: 'cancelled' } });
    expect(toPage.filter((message) => (message as { kind: string }).kind !== 'event')).toHaveLength(1);
  });

  test('twice, late or of an unknown call does nothing', async () => {
    const { channel, service, release, gates, toPage } = connectOverChannel();
    const call = service.count(1);
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    channel.port2.postMessage({ kind: 'cancel', id: 99 });
    await settle();
    release();
    await call;
    channel.port2.postMessage({ kind: 'cancel', id: 1 });
    channel.port2.postMessage({ kind: 'cancel', id: 1 });
    await settle();
    expect(toPage.map((message) => (message as { kind: string }).kind)).toEqual(['event', 'result']);
  });

  test('before the call began never reaches the worker', async () => {
    const { service, seen } = connectOverChannel();
    await expect(service.count(1, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    await settle();
    expect(seen.calls).toBe(0);
  });

  test('stops the events of that call', async () => {
    const { service, gates, release } = connectOverChannel();
    const controller = new AbortController();
    const events: number[] = [];
    const call = service.count(3, { signal: controller.signal, onEvent: (event) => events.push(event) });
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    controller.abort();
    await call.catch(() => undefined);
    release();
    await settle();
    expect(events).toEqual([1]);
  });
});

describe('an answer', () => {
  test.each(['result', 'event', 'failure'])('%s to an unknown call is dropped in silence', async (kind) => {
    const { channel, service, gates, release } = connectOverChannel();
    const failure = { code: 'internal', message: '', details: {} };
    channel.port1.postMessage({ kind, id: 42, result: 1, event: 1, failure });
    const call = service.count(1);
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    release();
    expect((await call).total[0]).toBe(1);
  });
});

describe('a lost worker', () => {
  const lost: FailureData = { code: 'deviceLost', message: 'gone', details: {} };

  test('tells its listener once, then rejects what is open and what comes later', async () => {
    const { service, served, connection, gates } = connectOverChannel();
    const heard: string[] = [];
    connection.onLost((failure) => heard.push(failure.code));
    const call = service.count(1);
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    served.announceLoss(lost);
    served.announceLoss(lost);
    await expect(call).rejects.toMatchObject({ code: 'deviceLost' });
    await expect(service.count(1)).rejects.toMatchObject({ code: 'deviceLost' });
    await settle();
    expect(heard).toEqual(['deviceLost']);
  });

  test('that was closed on purpose tells nobody', async () => {
    const { service, connection, gates } = connectOverChannel();
    const heard: string[] = [];
    connection.onLost((failure) => heard.push(failure.code));
    const call = service.count(1);
    await vi.waitFor(() => expect(gates).toHaveLength(1));
    connection.close();
    await expect(call).rejects.toMatchObject({ code: 'workerDied' });
    expect(heard).toEqual([]);
  });
});

describe('a silent worker', () => {
  /** An endpoint that swallows everything, and timers that fire when told. */
  function connectToSilence(silenceMs: number) {
    const timers: (() => void)[] = [];
    const posted: { readonly kind: string }[] = [];
    let receive: (event: MessageEvent) => void = () => undefined;
    const connection = connectService<CounterMethods>(
      {
        postMessage: (message) => posted.push(message as { kind: string }),
        addEventListener: (_type, listener) => {
          receive = listener;
        },
        removeEventListener: () => undefined,
      },
      {
        methods: ['count', 'fail'],
        silenceMs,
        setTimer: (callback) => timers.push(callback),
        clearTimer: () => timers.splice(0),
      },
    );
    return {
      connection,
      posted,
      timers,
      tick: () => timers.shift()?.(),
      say: (data: unknown) => receive(new MessageEvent('message', { data })),
    };
  }

  test('is given up after its patience, counted in pings of two seconds', async () => {
    const { connection, tick, posted } = connectToSilence(4_000);
    const call = connection.service.count(1);
    const rejected = expect(call).rejects.toMatchObject({ code: 'workerUnresponsive' });
    tick();
    tick();
    expect(posted.map(({ kind }) => kind)).toEqual(['call', 'ping', 'ping']);
    tick();
    await rejected;
  });

  test('any sign of life starts the count again, and it may ask for more patience', () => {
    const { connection, tick, say, posted } = connectToSilence(2_000);
    void connection.service.count(1).catch(() => undefined);
    tick();
    say({ kind: 'pong' });
    tick();
    say({ kind: 'patience', silenceMs: 6_000 });
    tick();
    tick();
    tick();
    expect(posted.filter(({ kind }) => kind === 'ping')).toHaveLength(5);
  });

  test('is told of after six of its twenty seconds, and again when it gives a sign of life', () => {
    const { connection, tick, say } = connectToSilence(20_000);
    const told: boolean[] = [];
    connection.onSilence((isSilent) => told.push(isSilent));
    void connection.service.count(1).catch(() => undefined);
    tick();
    tick();
    expect(told).toEqual([]);
    tick();
    expect(told).toEqual([true]);
    say({ kind: 'pong' });
    expect(told).toEqual([true, false]);
    connection.close();
    expect(told).toEqual([true, false]);
  });

  test('is not asked while nothing is open', () => {
    const { connection, say, timers } = connectToSilence(2_000);
    void connection.service.count(1);
    expect(timers).toHaveLength(1);
    say({ kind: 'result', id: 1, result: { total: new Float32Array(1) } });
    expect(timers).toHaveLength(0);
  });
});
