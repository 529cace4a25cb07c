import { pauseForMessages } from '../engine/run/pause.ts';
import type { Trainer } from '../train/trainerApi.ts';
import { trainHead } from '../train/training/trainHead.ts';

/** The trainer itself, for the worker, Node and tests: breathes between iterations and can be cancelled there. */
export function createTrainer(): Trainer {
  return {
    train: ({ pool, settings, start }, { signal, onEvent } = {}) =>
      trainHead(pool, settings, {
        ...(start ? { start } : {}),
        onStep: (step) => {
          onEvent?.(step);
          return pauseForMessages(signal);
        },
      }),
  };
}
