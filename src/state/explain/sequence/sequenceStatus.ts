/** What the state knows of a sequence of frames, and what may be asked of one. */
import { type Failure, type FailureData, failureData } from '../../../lib/failure.ts';
import type { FrameSource, FrameSourceOpener } from './frameSource.ts';

interface SequenceName extends Pick<FrameSource, 'kind' | 'title'> {}

/**
 * What stands on the screen of a sequence is the latest explained frame: `state.shown`, set together with this, with its
 * prediction, under the picture `pictureId`, which stands in the tray as long as the sequence is open.
 */
export interface SequencePlace extends SequenceName {
  readonly pictureId: string;
  readonly durationSeconds: number | null;
  readonly stepSeconds: number | null;
  /** Of the frame on the screen. */
  readonly timeSeconds: number;
  /** The moment that was asked for and whose frame is on its way; null without. */
  readonly soughtSeconds: number | null;
  /** How many frames were explained. */
  readonly frameCount: number;
  /** Frames explained per second, over about the last two; renewed once a second. Null until that can be told. */
  readonly framesPerSecond: number | null;
}

export type SequenceStatus =
  | { readonly phase: 'off' }
  /**
   * It is being opened: permission is asked for, or the first frame is on its way. The picture before it stays. A retry
   * opens once more what failed, not another of the same name.
   */
  | ({ readonly phase: 'starting'; readonly isRetry: boolean } & SequenceName)
  /** Each frame shows up as soon as it is explained. */
  | ({ readonly phase: 'running' } & SequencePlace)
  /** The frame on the screen is a picture like others: every method, mask and curve works on it. */
  | ({ readonly phase: 'paused'; readonly hasEnded: boolean } & SequencePlace)
  /** `place` is where it failed; its frame stays on the screen as if it were paused. Null before the first frame. */
  | ({
      readonly phase: 'failed';
      readonly failure: FailureData;
      readonly place: SequencePlace | null;
    } & SequenceName);

/** What is known of an open sequence, of which {@link statusOf} makes what the state says. */
export interface SequenceFacts {
  readonly opener: SequenceName;
  readonly isRetry: boolean;
  isRunning: boolean;
  hasEnded: boolean;
  failure: Failure | null;
  soughtSeconds: number | null;
  place: Omit<SequencePlace, 'soughtSeconds'> | null;
}

export function statusOf(facts: Readonly<SequenceFacts>): SequenceStatus {
  const { opener, isRetry, isRunning, hasEnded, failure, soughtSeconds } = facts;
  const { kind, title } = opener;
  const place = facts.place && { ...facts.place, soughtSeconds };
  if (failure) return { phase: 'failed', kind, title, failure: failureData(failure), place };
  if (place === null) return { phase: 'starting', kind, title, isRetry };
  return isRunning ? { phase: 'running', ...place } : { phase: 'paused', hasEnded, ...place };
}

/** Where a sequence stands; null before its first frame. */
export function placeOf(sequence: SequenceStatus): SequencePlace | null {
  switch (sequence.phase) {
    case 'running':
    case 'paused':
      return sequence;
    case 'failed':
      return sequence.place;
    default:
      return null;
  }
}

/** Each returns at once and shows up in the state. */
export interface SequenceActions {
  /** Takes the place of a sequence that is open. */
  openSequence(opener: FrameSourceOpener): void;
  /** Takes no more frames; what is under way still shows up. */
  pauseSequence(): void;
  /**
   * Stands still at once: what is on the screen stays, and what is under way or asked for is given up. One that is
   * starting shows no frame before it is released.
   */
  haltSequence(): void;
  /** A sequence that was halted before its first frame begins. One that has frames, or failed, stays as it is. */
  releaseSequence(): void;
  /** After the end it begins anew. A method that no run carries gives way to one that every run does. */
  resumeSequence(): void;
  /** Explains the source's next frame, and stays paused; while one is on its way, the next is asked for after it. */
  stepSequence(): void;
  /** Stands still at a moment of a video, whose frame is explained; of several such wishes the last one counts. */
  seekSequence(timeSeconds: number): void;
  /** Puts the frame on the screen into the tray, as a picture of its own. */
  keepFrame(): void;
  /** The picture from before comes back. */
  leaveSequence(): void;
}
