import { isDerived } from '../../../cam/methods.ts';
import type { FramePicture, ReadFrame } from '../../../image/pictureApi.ts';
import type { Fit } from '../../../image/pixels.ts';
import { Failure, toFailure } from '../../../lib/failure.ts';
import { defaultView, type View } from '../view/view.ts';
import { createFrameExplainer, type FrameExplainerOptions } from './explainFrame.ts';
import {
  createFramePipeline,
  type ExplainedFrame,
  type FramePipeline,
  type PreparedFrame,
} from './framePipeline.ts';
import { createFrameRate, type FrameRate } from './frameRate.ts';
import type { FrameSource, FrameSourceOpener } from './frameSource.ts';
import { type FrameKeeping, keepShownFrame } from './keepShownFrame.ts';
import { createSequenceEntry, type SequenceEntryOptions } from './sequenceEntry.ts';
import { type SequenceActions, type SequenceFacts, statusOf } from './sequenceStatus.ts';
import { recordTimeline } from './timelineRecorder.ts';

export interface SequencesOptions
  extends SequenceEntryOptions,
    FrameKeeping,
    Omit<FrameExplainerOptions, 'pictureId'> {
  readFrame(picture: FramePicture, fit: Fit): Promise<ReadFrame>;
  setView(change: Partial<View>): void;
  now(): number;
  /** The frame on the screen may be wanted otherwise now. */
  onChange(): void;
}

export interface Sequences {
  readonly actions: SequenceActions;
  /** Moving frames stand still at once, for whoever asks something of the one on the screen; a step goes on. */
  halt(): void;
  /** Another picture may have been chosen: that leaves the sequence. */
  followPicture(): void;
  dispose(): void;
}

interface Session extends SequenceFacts {
  readonly opener: FrameSourceOpener;
  readonly abort: AbortController;
  readonly rate: FrameRate;
  source: FrameSource | null;
  pipeline: FramePipeline | null;
  /** It was halted before its first frame: it is opened, and shows none before it is released. */
  isHeld: boolean;
}

/**
 * Sequences of frames: each explained frame takes the place of the one before, as the one picture of the tray that the
 * sequence stands for. While frames move, only they are explained; one that stands still is a picture like others.
 */
export function createSequences(options: SequencesOptions): Sequences {
  const { store, liveFrame } = options;
  const entry = createSequenceEntry(options);
  const explain = createFrameExplainer({ ...options, pictureId: entry.pictureId });
  let session: Session | null = null;
  let instantMethod = defaultView.method;

  const stopRecording = recordTimeline(store);
  const stopFollowing = store.subscribe(({ view: { method } }, former) => {
    if (!isDerived(method)) instantMethod = method;
    else if (method !== former.view.method) haltMoving();
  });

  function open(opener: FrameSourceOpener): void {
    if (session) stop(session);
    stand();
    const own: Session = {
      opener,
      isRetry: session?.opener === opener,
      abort: new AbortController(),
      rate: createFrameRate(options.now),
      source: null,
      pipeline: null,
      isHeld: false,
      isRunning: true,
      hasEnded: false,
      failure: null,
      soughtSeconds: null,
      place: null,
    };
    session = own;
    publish(own);
    opener.open(own.abort.signal).then(
      (source) => {
        if (session === own) begin(own, source);
        else source.close();
      },
      (thrown: unknown) => {
        if (session === own) fail(own, toFailure(thrown));
      },
    );
  }

  function begin(own: Session, source: FrameSource): void {
    own.source = source;
    own.pipeline = createFramePipeline({
      source,
      whenReady: options.desk.whenReady,
      fit: () => store.getState().view.fit,
      readFrame: options.readFrame,
      explain,
      onExplained: (frame, explained) => show(own, source, frame, explained),
      onEnd() {
        own.isRunning = false;
        own.hasEnded = true;
      },
      onIdle(lastFailure) {
        if (session !== own || own.isRunning || own.isHeld) return;
        own.soughtSeconds = null;
        if (own.place !== null) settle(own);
        else fail(own, own.failure ?? lastFailure ?? new Failure('framesMissing', 'not one frame came'));
      },
      onFailure: (failure) => fail(own, failure),
    });
    if (!own.isHeld) own.pipeline.run();
  }

  function show(own: Session, source: FrameSource, frame: PreparedFrame, explained: ExplainedFrame): void {
    const { shown } = liveFrame.show(frame, explained);
    const { kind, title, durationSeconds, stepSeconds } = source;
    const { pictureId } = shown;
    const isFirst = own.place === null;
    if (isFirst && own.isRunning) move();
    own.place = {
      kind,
      title,
      durationSeconds,
      stepSeconds,
      pictureId,
      timeSeconds: frame.timeSeconds,
      frameCount: (own.place?.frameCount ?? 0) + 1,
      framesPerSecond: own.rate.count(),
    };
    if (isFirst) entry.enter(title, frame);
    store.setState(({ view }) => ({
      currentPictureId: pictureId,
      view: view.sample === null ? view : { ...view, sample: null },
      shown,
      run: { phase: 'done', key: shown.key },
      earlyPrediction: null,
      uncrated: null,
      sequence: statusOf(own),
    }));
    if (!liveFrame.isMoving()) options.onChange();
  }

  /** From now on only frames are explained, by the methods that every run carries. */
  function move(): void {
    liveFrame.setMoving(true);
    options.onChange();
    if (isDerived(store.getState().view.method)) options.setView({ method: instantMethod });
  }

  /** The frame on the screen is a picture like others from now on. */
  function settle(own: Session): void {
    publish(own);
    stand();
  }

  function stand(): void {
    if (!liveFrame.isMoving()) return;
    liveFrame.setMoving(false);
    options.onChange();
  }

  function halt(): void {
    if (session === null || session.failure) return;
    const hasGivenUp = session.pipeline?.halt() ?? false;
    if (session.place === null) {
      session.isHeld = true;
      return;
    }
    session.isRunning = false;
    session.soughtSeconds = null;
    const { timeSeconds, stepSeconds } = session.place;
    // What was given up is still to come, the last frame, too, behind which the end is known already.
    if (hasGivenUp) session.hasEnded = false;
    if (!session.hasEnded) session.source?.seek?.(timeSeconds + (stepSeconds ?? 0));
    settle(session);
  }

  function release(): void {
    if (!session?.isHeld) return;
    session.isHeld = false;
    session.isRunning = true;
    session.hasEnded = false;
    // What was given up was the first frame.
    session.source?.seek?.(0);
    session.pipeline?.run();
  }

  /** Frames move on after a pause, too, until those under way have arrived. */
  function haltMoving(): void {
    if (liveFrame.isMoving()) halt();
  }

  function fail(own: Session, failure: Failure): void {
    own.isRunning = false;
    own.isHeld = false;
    own.failure = failure;
    own.soughtSeconds = null;
    stop(own);
    settle(own);
  }

  function stop(own: Session): void {
    own.abort.abort();
    own.pipeline?.halt();
    own.source?.close();
    own.source = null;
  }

  function publish(own: Session): void {
    store.setState({ sequence: statusOf(own) });
  }

  function leave(): void {
    if (session === null) return;
    stop(session);
    session = null;
    store.setState({ sequence: { phase: 'off' } });
    entry.leave();
  }

  const actions: SequenceActions = {
    openSequence: open,
    pauseSequence() {
      if (!session?.isRunning || session.place === null) return;
      session.isRunning = false;
      session.pipeline?.drain();
      publish(session);
    },
    haltSequence: halt,
    releaseSequence: release,
    resumeSequence() {
      if (session === null || session.isRunning) return;
      if (session.failure) {
        open(session.opener);
        return;
      }
      const { shown } = store.getState();
      session.isRunning = true;
      session.soughtSeconds = null;
      session.hasEnded = false;
      move();
      store.setState({
        sequence: statusOf(session),
        ...(shown && { run: { phase: 'done', key: shown.key } }),
      });
      session.pipeline?.run();
    },
    stepSequence() {
      if (session === null || session.isRunning || session.failure) return;
      session.hasEnded = false;
      session.pipeline?.step();
    },
    seekSequence(timeSeconds) {
      if (!session?.source?.seek || session.place === null) return;
      session.isRunning = false;
      session.hasEnded = false;
      session.pipeline?.drain();
      session.soughtSeconds = timeSeconds;
      session.source.seek(timeSeconds);
      session.pipeline?.step();
      publish(session);
    },
    keepFrame() {
      if (session?.place) keepShownFrame(session.place, liveFrame, options);
    },
    leaveSequence: leave,
  };

  return {
    actions,
    halt: haltMoving,
    followPicture() {
      if (entry.isLeft()) leave();
    },
    dispose() {
      stopFollowing();
      stopRecording();
      if (session) stop(session);
      session = null;
      liveFrame.clear();
    },
  };
}
