import type { StoreApi } from 'zustand/vanilla';
import type { Fit, RgbPixels } from '../../../image/pixels.ts';
import { toFailure } from '../../../lib/failure.ts';
import type { EngineDesk } from '../../shell/engine/engineDesk.ts';
import type { AppState } from '../appState.ts';
import type { Runs } from './runs.ts';
import type { PreparedRun } from './wish.ts';

/** In steps from the current picture, in the order in which they are wanted. Far less than the cache of runs holds. */
const steps = [1, -1, 2, 3, -2, 4, 5, 6];

/** One picture is computed and the next already lies in the engine's queue, so that it never waits for the page. */
const mostAtOnce = 2;

/** Where a run takes longer than this, looking ahead would cost more power and heat than the wait is worth. */
const slowRunMs = 500;

export interface LookAheadOptions {
  readonly store: StoreApi<AppState>;
  readonly runs: Pick<Runs, 'prepare'>;
  readonly desk: Pick<EngineDesk, 'ready' | 'ask'>;
  /** What the model is given of a picture; null while that is not at hand. */
  inputAtHand(pictureId: string, fit: Fit): RgbPixels | null;
  /** Reads a picture after all others. */
  enqueue(pictureId: string): void;
}

export interface LookAhead {
  /** Begins with what is missing, if nobody else wants the engine. */
  update(): void;
  /** Somebody wants the engine: gives up what is being computed. */
  makeWay(): void;
}

/**
 * Explains the pictures beside the current one before anyone asks, so that stepping through the tray waits for
 * nothing. It comes after everything else: it starts when the visible picture and its method are done, and whatever
 * the user wants of the engine aborts it.
 */
export function createLookAhead(options: LookAheadOptions): LookAhead {
  const { store, runs } = options;
  const inFlight = new Map<string, AbortController>();
  /** What would not become better by trying it again. */
  const givenUp = new Set<string>();
  /** Read again on behalf of a neighbour, once. */
  const reread = new Set<string>();

  /** Behind a crate it is one picture that is looked at, over and over; of a sequence it is one frame after another. */
  function isIdle({ run, shown, derivation, view, sequence }: AppState): boolean {
    const isDone = run.phase === 'done' && shown !== null && shown.elapsedMs <= slowRunMs;
    const isStill = sequence.phase === 'off' && view.crate === null;
    return isDone && isStill && derivation.phase !== 'computing';
  }

  function neighbours({ pictures, currentPictureId }: AppState): readonly string[] {
    const current = pictures.findIndex(({ id }) => id === currentPictureId);
    return steps.flatMap((step) => {
      const entry = pictures[current + step];
      return entry?.status.phase === 'ready' ? [entry.id] : [];
    });
  }

  function update(): void {
    const state = store.getState();
    if (!isIdle(state)) return;
    if (options.desk.ready() === null) return;
    for (const pictureId of neighbours(state)) {
      if (inFlight.size >= mostAtOnce) return;
      const job = runs.prepare(pictureId);
      if (job === null || inFlight.has(job.key) || givenUp.has(job.key)) continue;
      const input = options.inputAtHand(pictureId, job.fit);
      if (input) void explain(job, input);
      else readAgain(job.key, pictureId);
    }
  }

  /** Its bitmap left the cache, or it was read for another fit. */
  function readAgain(key: string, pictureId: string): void {
    if (reread.has(key)) return;
    reread.add(key);
    options.enqueue(pictureId);
  }

  async function explain(job: PreparedRun, input: RgbPixels): Promise<void> {
    const abort = new AbortController();
    inFlight.set(job.key, abort);
    try {
      const { signal } = abort;
      const { target } = job;
      const lane = 'ahead';
      const explanation = await options.desk.ask(
        // The kept run stays that of the visible picture, which methods are derived from.
        ({ engine, info }) =>
          engine.explain({ model: info.model.id, lane, input, target, keep: false }, { signal }),
        { onLoss: 'drop', lane, signal },
      );
      if (explanation) job.take(explanation);
    } catch (thrown) {
      if (toFailure(thrown).code !== 'cancelled') givenUp.add(job.key);
    } finally {
      if (inFlight.get(job.key) === abort) inFlight.delete(job.key);
    }
    if (!abort.signal.aborted) update();
  }

  function makeWay(): void {
    for (const abort of inFlight.values()) abort.abort();
    inFlight.clear();
  }

  return { update, makeWay };
}
