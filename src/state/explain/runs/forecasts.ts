import type { Prediction } from '../../../engine/api.ts';
import type { RgbPixels } from '../../../image/pixels.ts';
import type { EngineDesk } from '../../shell/engine/engineDesk.ts';
import { keyWhenPredicted, type Wish } from './wish.ts';

/** What the model says of what is wished for; the target plays no part. */
export interface Forecasts {
  /** Null while nobody asked. */
  known(wish: Wish): Prediction | null;
  remember(wish: Wish, prediction: Prediction): void;
  /** Asks about a picture. Does nothing while a question is open, or where the same one was asked. */
  ask(wish: Wish, input: RgbPixels): void;
  /** Whether the question was answered, or asked in vain. */
  wasAsked(wish: Wish): boolean;
  /** Gives up the open question, and forgets what failed. */
  cancel(): void;
}

export interface ForecastsOptions {
  /** The open question was answered or failed; another may be asked. */
  onSettled(wish: Wish): void;
  readonly desk: Pick<EngineDesk, 'ask'>;
}

/**
 * Predictions that come before their maps: a forward pass alone takes a fraction of a run, so that what a slider does
 * can be answered while it moves. One question at a time, and none is given up for the next: else a hand that moves
 * faster than the model would never get an answer.
 */
export function createForecasts({ onSettled, desk }: ForecastsOptions): Forecasts {
  const predictions = new Map<string, Prediction>();
  const failed = new Set<string>();
  let open: AbortController | null = null;

  function wasAsked(wish: Wish): boolean {
    const key = keyWhenPredicted(wish);
    return predictions.has(key) || failed.has(key);
  }

  function ask(wish: Wish, input: RgbPixels): void {
    if (open || wasAsked(wish)) return;
    const abort = new AbortController();
    open = abort;
    const { signal } = abort;
    desk
      .ask(({ engine, info }) => engine.predict({ model: info.model.id, inputs: [input] }, { signal }), {
        onLoss: 'drop',
        signal,
      })
      .then(
        (answer) => {
          const prediction = answer?.predictions[0];
          if (prediction) predictions.set(keyWhenPredicted(wish), prediction);
          settle(wish, abort);
        },
        () => {
          if (open !== abort) return;
          failed.add(keyWhenPredicted(wish));
          settle(wish, abort);
        },
      );
  }

  function settle(wish: Wish, abort: AbortController): void {
    if (open !== abort) return;
    open = null;
    onSettled(wish);
  }

  return {
    known: (wish) => predictions.get(keyWhenPredicted(wish)) ?? null,
    remember: (wish, prediction) => void predictions.set(keyWhenPredicted(wish), prediction),
    ask,
    wasAsked,
    cancel() {
      open?.abort();
      open = null;
      failed.clear();
    },
  };
}
