import type { Prediction } from '../engine/api.ts';
import type { RgbPixels } from '../image/pixels.ts';
import { type FailureData, toFailure } from '../lib/failure.ts';
import { isLoss, type ReadyEngine } from './engineLifecycle.ts';

export interface Forecasts {
  /** What the model says of a picture, or null while nobody asked. */
  known(key: string): Prediction | null;
  remember(key: string, prediction: Prediction): void;
  /** Whether a question is open. */
  isAsking(): boolean;
  /** Asks about a picture. Does nothing while a question is open, or where the same one failed. */
  ask(key: string, input: RgbPixels, ready: ReadyEngine): void;
  /** Whether the question was asked and could not be answered. */
  hasFailed(key: string): boolean;
  /** Gives up the open question, and forgets what failed. */
  cancel(): void;
}

export interface ForecastsOptions {
  /** The open question was answered or failed; another may be asked. */
  onSettled(): void;
  onLost(ready: ReadyEngine, failure: FailureData): void;
}

/**
 * Predictions that come before their maps: a forward pass alone takes a fraction of a run, so that what a slider does
 * can be answered while it moves. One question at a time, and none is given up for the next: else a hand that moves
 * faster than the model would never get an answer.
 */
export function createForecasts({ onSettled, onLost }: ForecastsOptions): Forecasts {
  const predictions = new Map<string, Prediction>();
  const failed = new Set<string>();
  let open: AbortController | null = null;

  function ask(key: string, input: RgbPixels, ready: ReadyEngine): void {
    if (open || failed.has(key)) return;
    const abort = new AbortController();
    open = abort;
    ready.engine.predict({ inputs: [input] }, { signal: abort.signal }).then(
      ({ predictions: [prediction] }) => {
        if (prediction) predictions.set(key, prediction);
        settle(abort);
      },
      (thrown: unknown) => {
        if (open !== abort) return;
        const failure = toFailure(thrown);
        if (isLoss(failure)) onLost(ready, failure);
        else failed.add(key);
        settle(abort);
      },
    );
  }

  function settle(abort: AbortController): void {
    if (open !== abort) return;
    open = null;
    onSettled();
  }

  return {
    known: (key) => predictions.get(key) ?? null,
    remember: (key, prediction) => void predictions.set(key, prediction),
    isAsking: () => open !== null,
    ask,
    hasFailed: (key) => failed.has(key),
    cancel() {
      open?.abort();
      open = null;
      failed.clear();
    },
  };
}
