import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareWasm } from '../../test/nodeEngine.ts';
import { buildToyMobileNet } from '../../test/toyNets.ts';
import { Failure } from '../lib/failure.ts';
import { createRandom } from '../measure/random.ts';
import { createExplainer, explainSequence } from './index.ts';
import { explainInOrder } from './sequence.ts';

beforeAll(async () => {
  prepareWasm();
  await tf.setBackend('wasm');
});

/** Resolves when its time has come, by hand. */
function deferred<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

/** Lets everything happen that waits for nothing from outside. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** A frame whose only number is its place. */
const numbered = (place: number) => tf.tensor1d([place]);
const numberOf = async (frame: tf.Tensor) => (await frame.data())[0]!;

describe('a source and the device beside each other', () => {
  test('the next frame is asked for before the present one is done, and no other', async () => {
    const events: string[] = [];
    async function* frames() {
      for (let place = 0; place < 3; place++) {
        events.push(`asked ${place}`);
        await Promise.resolve();
        yield numbered(place);
      }
    }
    const work = [0, 1, 2].map(() => deferred<string>());
    const results = explainInOrder(
      frames(),
      async (frame) => {
        const place = await numberOf(frame);
        events.push(`began ${place}`);
        const result = await work[place]!.promise;
        events.push(`done ${place}`);
        return result;
      },
      undefined,
    );
    const first = results.next();
    await settle();
    expect(events).toEqual(['asked 0', 'asked 1', 'began 0']);
    work[0]!.resolve('zero');
    expect(await first).toEqual({ done: false, value: 'zero' });
    await settle();
    expect(events.slice(3)).toEqual(['done 0']);
    const second = results.next();
    await settle();
    expect(events.slice(4)).toEqual(['asked 2', 'began 1']);
    work[1]!.resolve('one');
    work[2]!.resolve('two');
    expect(await second).toEqual({ done: false, value: 'one' });
    expect(await collect(results)).toEqual(['two']);
  });

  test('a list, which is worked out when it is asked, is asked once the device has work', async () => {
    const events: string[] = [];
    function* frames() {
      for (const place of [0, 1]) {
        events.push(`made ${place}`);
        yield numbered(place);
      }
    }
    const results = explainInOrder(
      frames(),
      async () => {
        events.push('began');
        await settle();
      },
      undefined,
    );
    await collect(results);
    expect(events).toEqual(['made 0', 'began', 'made 1', 'began']);
  });
});

describe('a sequence that ends early', () => {
  test('leaves nothing on the device, and ends its source', async () => {
    const before = tf.memory().numTensors;
    let ended = false;
    function* frames() {
      try {
        for (let place = 0; ; place++) yield numbered(place);
      } finally {
        ended = true;
      }
    }
    for await (const place of explainInOrder(frames(), numberOf, undefined)) if (place === 2) break;
    expect(ended).toBe(true);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('disposes the rest of a list', async () => {
    const before = tf.memory().numTensors;
    const frames = [0, 1, 2, 3].map(numbered);
    for await (const _ of explainInOrder(frames, numberOf, undefined)) break;
    expect(tf.memory().numTensors).toBe(before);
  });

  test('leaves the rest unmade of what is made when asked for and cannot be ended', async () => {
    const before = tf.memory().numTensors;
    let made = 0;
    const frames = { [Symbol.iterator]: () => ({ next: () => ({ value: numbered(made++) }) }) };
    for await (const _ of explainInOrder(frames, numberOf, undefined)) break;
    expect(made).toBe(3);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('before its first frame disposes the whole list', async () => {
    const before = tf.memory().numTensors;
    const frames = [0, 1].map(numbered);
    const waiting = explainInOrder(frames, numberOf, AbortSignal.abort()).next();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('does not wait for a source that is still busy, and disposes the frame that comes too late', async () => {
    const before = tf.memory().numTensors;
    const late = deferred<tf.Tensor>();
    async function* frames() {
      yield numbered(0);
      yield await late.promise;
    }
    for await (const _ of explainInOrder(frames(), numberOf, undefined)) break;
    late.resolve(numbered(1));
    await settle();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is cancelled while it waits for a frame', async () => {
    const controller = new AbortController();
    const never = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) };
    const waiting = explainInOrder<tf.Tensor, number>(never, numberOf, controller.signal).next();
    await settle();
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('is cancelled between frames without asking for another', async () => {
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const made: number[] = [];
    function* frames() {
      for (let place = 0; ; place++) {
        made.push(place);
        yield numbered(place);
      }
    }
    const results = explainInOrder(frames(), numberOf, controller.signal);
    await results.next();
    controller.abort();
    await expect(results.next()).rejects.toMatchObject({ code: 'cancelled' });
    expect(made).toEqual([0, 1]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('what goes wrong', () => {
  test('in the source is told as it is, after what came before it', async () => {
    const before = tf.memory().numTensors;
    const torn = new Error('the tape is torn');
    async function* frames() {
      yield numbered(0);
      throw torn;
    }
    const results = explainInOrder(frames(), numberOf, undefined);
    expect((await results.next()).value).toBe(0);
    await expect(results.next()).rejects.toBe(torn);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('with one frame is told with its number, and frees all that follow', async () => {
    const before = tf.memory().numTensors;
    const frames = [0, 1, 2, 3, 4].map(numbered);
    const results = explainInOrder(
      frames,
      async (frame) => {
        if ((await numberOf(frame)) === 1) throw new Failure('numericalFailure', 'no number');
      },
      undefined,
    );
    await results.next();
    await expect(results.next()).rejects.toMatchObject({
      code: 'numericalFailure',
      message: 'frame 1: no number',
      details: { frame: 1 },
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe.each(['cpu', 'wasm'])('a network, picture after picture, on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
  });

  const picture = (seed: number, size = 9) => {
    const random = createRandom(seed);
    return tf.tensor3d(
      Float32Array.from({ length: size * size * 3 }, () => random() * 255),
      [size, size, 3],
    );
  };

  test('gives the maps of single pictures in their order, and holds nothing more after ten than after one', async () => {
    const explainer = await createExplainer(buildToyMobileNet(4));
    function* frames() {
      for (let seed = 0; seed < 10; seed++) yield picture(seed);
    }
    const before = tf.memory().numTensors;
    const counts: number[] = [];
    let place = 0;
    for await (const found of explainer.explainSequence(frames())) {
      counts.push(tf.memory().numTensors);
      const single = picture(place++);
      expect(found).toEqual(await explainer.explain(single));
      single.dispose();
    }
    expect(place).toBe(10);
    // The one that waits; none after the last.
    expect(counts).toEqual([...Array<number>(9).fill(before + 1), before]);
    expect(tf.memory().numTensors).toBe(before);
    explainer.dispose();
  });

  test('says which picture has the wrong size, and leaves nothing behind', async () => {
    const model = buildToyMobileNet(5);
    const before = tf.memory().numTensors;
    const frames = [picture(1), picture(2, 8), picture(3), picture(4)];
    const results = explainSequence(model, frames, { target: 1 });
    expect((await results.next()).value).toMatchObject({ classIndex: 1 });
    await expect(results.next()).rejects.toMatchObject({
      code: 'internal',
      message: 'frame 1: the model wants a picture of [9,9,3], not [8,8,3]',
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('of a model that is refused leaves no picture behind', async () => {
    const graphModel = { inputs: [{}], outputs: [{}] } as unknown as tf.LayersModel;
    const before = tf.memory().numTensors;
    const results = explainSequence(graphModel, [picture(1), picture(2)]);
    await expect(results.next()).rejects.toMatchObject({ code: 'modelInvalid' });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is cancelled in the middle of a picture', async () => {
    const model = buildToyMobileNet(6);
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const { signal } = controller;
    const onProgress = () => controller.abort();
    const results = explainSequence(
      model,
      [1, 2, 3].map((seed) => picture(seed)),
      { signal, onProgress },
    );
    await expect(results.next()).rejects.toMatchObject({ code: 'cancelled', details: { frame: 0 } });
    expect(tf.memory().numTensors).toBe(before);
  });
});
