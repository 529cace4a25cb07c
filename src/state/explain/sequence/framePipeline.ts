import type { Explanation } from '../../../engine/api.ts';
import type { FramePicture, ReadFrame } from '../../../image/pictureApi.ts';
import type { Fit } from '../../../image/pixels.ts';
import { type Failure, toFailure } from '../../../lib/failure.ts';
import type { Wish } from '../runs/wish.ts';
import type { FrameSource } from './frameSource.ts';

/** One frame is computed; the next is being read or lies in the engine's queue, so that it never waits for the page. */
const mostUnderWay = 2;

/** After so many in a row that could not be read or explained, the next will not fare better. */
const mostFailures = 3;

/** A frame as the model is shown it. */
export interface PreparedFrame extends ReadFrame {
  /** What it was read with. */
  readonly fit: Fit;
  readonly timeSeconds: number;
}

export interface ExplainedFrame {
  readonly wish: Wish;
  readonly explanation: Explanation;
}

export interface FramePipelineOptions {
  readonly source: FrameSource;
  /** Resolves as soon as the engine answers: before that, no frame is taken. */
  whenReady(): Promise<unknown>;
  /** How the next frame is to be read. */
  fit(): Fit;
  /** Takes the picture away and gives a bitmap back, which is closed here unless {@link onExplained} hears of it. */
  readFrame(picture: FramePicture, fit: Fit): Promise<ReadFrame>;
  /** Asks for a frame's maps, as they are wanted at the moment of the call. */
  explain(frame: PreparedFrame, signal: AbortSignal): Promise<ExplainedFrame>;
  /** In the order of the frames. Whoever hears this closes the bitmap. */
  onExplained(frame: PreparedFrame, explained: ExplainedFrame): void;
  /** The source has no more frames. */
  onEnd(): void;
  /** Nothing is under way, and nothing is asked for. `lastFailure` came since the last explained frame; null without. */
  onIdle(lastFailure: Failure | null): void;
  /** It was halted: the source or the engine failed, or frame after frame did. */
  onFailure(failure: Failure): void;
}

export interface FramePipeline {
  /** Takes frame after frame. */
  run(): void;
  /** Takes one more frame. */
  step(): void;
  /** Takes no more; what is under way arrives. */
  drain(): void;
  /** Takes no more, and gives up what is under way: true where there was something. */
  halt(): boolean;
}

/**
 * Takes frames from a source and has each read beside the engine, which computes the one before. A frame is only taken
 * when there is room for it: so a camera's is the newest there is, and none is left lying about. A frame that fails is
 * left out.
 */
export function createFramePipeline(options: FramePipelineOptions): FramePipeline {
  const { source } = options;
  let wanted = 0;
  let underWay = 0;
  let failures = 0;
  let lastFailure: Failure | null = null;
  /** The source is being asked, or its answer is being read. */
  let asking: AbortController | null = null;
  let round = new AbortController();

  function take(): void {
    if (asking !== null || wanted === 0 || underWay >= mostUnderWay) return;
    asking = new AbortController();
    wanted -= 1;
    underWay += 1;
    void follow(asking, round.signal).finally(() => {
      underWay -= 1;
      take();
      if (underWay === 0) options.onIdle(lastFailure);
    });
  }

  /** One frame, from the source to the screen. */
  async function follow(own: AbortController, signal: AbortSignal): Promise<void> {
    let frame: PreparedFrame | null = null;
    let isFrameAtFault = false;
    try {
      await options.whenReady();
      const taken = await source.next(own.signal);
      isFrameAtFault = true;
      if (taken === null) {
        wanted = 0;
        if (!signal.aborted) options.onEnd();
        return;
      }
      const fit = options.fit();
      frame = { ...(await read(taken.picture, fit)), fit, timeSeconds: taken.timeSeconds };
      if (signal.aborted) return;
      const answer = options.explain(frame, signal);
      // The next is read while the engine computes this one.
      asking = null;
      take();
      const explained = await answer;
      if (signal.aborted) return;
      failures = 0;
      lastFailure = null;
      const arrived = frame;
      frame = null;
      options.onExplained(arrived, explained);
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (!signal.aborted && failure.code !== 'cancelled') fail(failure, isFrameAtFault);
    } finally {
      if (asking === own) asking = null;
      frame?.display.close();
    }
  }

  async function read(picture: FramePicture, fit: Fit): Promise<ReadFrame> {
    try {
      return await options.readFrame(picture, fit);
    } catch (thrown) {
      // It may not have been given away; a video's holds a decoder up.
      picture.close();
      throw thrown;
    }
  }

  function fail(failure: Failure, isFrameAtFault: boolean): void {
    failures += 1;
    lastFailure = failure;
    if (isFrameAtFault && failures < mostFailures) return;
    halt();
    options.onFailure(failure);
  }

  function halt(): boolean {
    wanted = 0;
    asking?.abort();
    round.abort();
    round = new AbortController();
    return underWay > 0;
  }

  return {
    run() {
      wanted = Number.POSITIVE_INFINITY;
      take();
    },
    step() {
      wanted = Math.max(wanted, 1);
      take();
    },
    drain() {
      wanted = 0;
      asking?.abort();
    },
    halt,
  };
}
