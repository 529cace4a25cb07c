/** Pictures one after another: while the device computes one, the next is fetched and put onto it. */
import * as tf from '@tensorflow/tfjs';
import { Failure, toFailure } from '../lib/failure.ts';

/** What a sequence is made of: tensors as `explain` takes them, from a list, a generator or a stream. */
export type Frames<Frame> = Iterable<Frame> | AsyncIterable<Frame>;

/**
 * Explains frames in their order, one at a time; never is more than one of them waiting. Each frame is disposed once
 * it is explained, and so is one that waits when the sequence ends early, and the rest of a list.
 *
 * @param explainFrame starts at once and keeps the frame as it is
 * @throws whatever the source throws, after what came before has been given; Failure `cancelled`; what
 * `explainFrame` throws as a Failure with the frame's number, from 0, in its details
 */
export async function* explainInOrder<Frame extends tf.Tensor, Result>(
  frames: Frames<Frame>,
  explainFrame: (frame: Frame) => Promise<Result>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Result, void, undefined> {
  const source = openSource(frames);
  try {
    for (let index = 0; ; index++) {
      const frame = await source.take(signal);
      if (!frame) return;
      let result: Result;
      try {
        source.askAhead();
        result = await explainFrame(frame);
      } catch (thrown) {
        throw atFrame(thrown, index);
      } finally {
        frame.dispose();
      }
      yield result;
    }
  } finally {
    await source.close();
  }
}

/** Ends a source that nothing is asked of, as a sequence does that ends early. */
export function closeFrames<Frame extends tf.Tensor>(frames: Frames<Frame>): Promise<void> {
  return openSource(frames).close();
}

/** A source of which one frame is asked for ahead of its use. */
function openSource<Frame extends tf.Tensor>(frames: Frames<Frame>) {
  const iterator = iterate(frames);
  let ahead: Promise<Frame | null> | null = null;
  let isAsking = false;
  let isOpen = true;

  async function ask(): Promise<Frame | null> {
    isAsking = true;
    try {
      const { done, value } = await iterator.next();
      if (done) isOpen = false;
      else upload(value);
      return done ? null : value;
    } catch (thrown) {
      isOpen = false;
      throw thrown;
    } finally {
      isAsking = false;
    }
  }

  function askAhead(): void {
    ahead = ask();
    // Its failure is told when its turn comes; until then nobody listens.
    ahead.catch(() => undefined);
  }

  return {
    askAhead,
    /** The next frame, null at the end. */
    async take(signal: AbortSignal | undefined): Promise<Frame | null> {
      if (signal?.aborted) throw cancelled();
      if (!ahead) askAhead();
      const frame = await unlessAborted(ahead!, signal);
      ahead = null;
      return frame;
    },
    /**
     * Ends the source and disposes the frame that waits. A source that is still busy with one is not waited for,
     * since it may never have another: that frame is disposed when it comes.
     */
    async close(): Promise<void> {
      const disposed = ahead?.then(
        (frame) => frame?.dispose(),
        () => undefined,
      );
      // What was asked for is there, or its failure told; that the source cannot be closed changes neither.
      const closed = isOpen ? Promise.resolve(iterator.return?.()).catch(() => undefined) : undefined;
      if (!isAsking) await Promise.all([disposed, closed]);
    },
  };
}

/** Lists and plain generators do their work when asked, so they are asked after the present frame is on its way. */
function iterate<Frame extends tf.Tensor>(frames: Frames<Frame>): AsyncIterator<Frame> {
  if (Symbol.asyncIterator in frames) return frames[Symbol.asyncIterator]();
  const iterator = frames[Symbol.iterator]();
  return {
    async next() {
      await Promise.resolve();
      return iterator.next();
    },
    async return() {
      if (iterator.return) return iterator.return();
      disposeRest(iterator);
      return { done: true, value: undefined };
    },
  };
}

/**
 * What is left of a list, which cannot be told that it ends, and whose tensors are there already. Those that are made
 * when asked for may have no end: the first that is tells, and the others stay unmade.
 */
function disposeRest<Frame extends tf.Tensor>(iterator: Iterator<Frame>): void {
  for (;;) {
    const { numTensors } = tf.memory();
    const { done, value } = iterator.next();
    if (done) return;
    const isMade = tf.memory().numTensors > numTensors;
    value.dispose();
    if (isMade) return;
  }
}

/** A tensor's numbers go to WebGPU at its first use, which for a frame would be when the device waits for it. */
function upload({ dataId }: tf.Tensor): void {
  if (tf.getBackend() !== 'webgpu') return;
  const { uploadToGPU } = tf.backend() as { uploadToGPU?: (dataId: object) => void };
  uploadToGPU?.call(tf.backend(), dataId);
}

async function unlessAborted<Value>(value: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return value;
  const stop = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(cancelled()), { signal: stop.signal });
  });
  try {
    return await Promise.race([value, aborted]);
  } finally {
    stop.abort();
  }
}

function cancelled(): Failure {
  return new Failure('cancelled', 'cancelled between two frames');
}

function atFrame(thrown: unknown, frame: number): Failure {
  const { code, message, details } = toFailure(thrown);
  return new Failure(code, `frame ${frame}: ${message}`, { ...details, frame }, { cause: thrown });
}
