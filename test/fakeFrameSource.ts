/** A source of frames that gives one whenever the test says so. */

import { Failure } from '../src/lib/failure.ts';
import type {
  FrameSource,
  FrameSourceOpener,
  SourceFrame,
} from '../src/state/explain/sequence/frameSource.ts';
import { fakeBitmap } from './fakeEngine.ts';

interface Question {
  resolve(frame: SourceFrame | null): void;
  reject(failure: Failure): void;
}

export interface FakeFrameSource {
  readonly opener: FrameSourceOpener;
  /** Every bitmap that was given out, by the order of the frames. */
  readonly bitmaps: readonly ImageBitmap[];
  /** How often a frame was asked for; an unanswered question is the last of them. */
  questions(): number;
  /**
   * Answers the open question with a frame of that width: above 100 the fake model sees a dog. Throws when nobody asked.
   */
  give(width: number): void;
  end(): void;
  fail(failure: Failure): void;
  isOpen(): boolean;
  /** The moments of a video that were asked for; the next frame is of the latest. */
  readonly sought: readonly number[];
}

/** Frames come a tenth of a second apart, 50 pixels high. With `openFailure` there will never be one. */
export function createFakeFrameSource(
  options: {
    readonly kind?: FrameSource['kind'];
    readonly title?: string;
    readonly openFailure?: Failure;
  } = {},
): FakeFrameSource {
  const { kind = 'camera', title = 'Camera', openFailure } = options;
  const bitmaps: ImageBitmap[] = [];
  const sought: number[] = [];
  let asked = 0;
  let open = false;
  let question: Question | null = null;

  function take(): Question {
    const taken = question;
    if (taken === null) throw new Error('nobody asked for a frame');
    question = null;
    return taken;
  }

  const source: FrameSource = {
    kind,
    title,
    durationSeconds: kind === 'video' ? 10 : null,
    stepSeconds: kind === 'video' ? 0.1 : null,
    next(signal) {
      if (question) throw new Error('asked twice at a time');
      asked += 1;
      return new Promise((resolve, reject) => {
        const cancel = () => {
          question = null;
          reject(new Failure('cancelled', 'no longer wanted'));
        };
        if (signal.aborted) cancel();
        else question = { resolve, reject };
        signal.addEventListener('abort', cancel, { once: true });
      });
    },
    ...(kind === 'video' && { seek: (timeSeconds: number) => void sought.push(timeSeconds) }),
    close() {
      open = false;
    },
  };

  return {
    opener: {
      kind,
      title,
      async open() {
        if (openFailure) throw openFailure;
        open = true;
        return source;
      },
    },
    bitmaps,
    sought,
    questions: () => asked,
    give(width) {
      const bitmap = fakeBitmap(width, 50);
      bitmaps.push(bitmap);
      take().resolve({ picture: bitmap, timeSeconds: bitmaps.length / 10 });
    },
    end: () => take().resolve(null),
    fail: (failure) => take().reject(failure),
    isOpen: () => open,
  };
}
