import type { StoreApi } from 'zustand/vanilla';
import type { Prediction } from '../../../engine/api.ts';
import type { Crate } from '../../../image/alter/crate.ts';
import type { Fit, RgbPixels } from '../../../image/pixels.ts';
import { Failure, failureFromData } from '../../../lib/failure.ts';
import type { EngineDesk } from '../../shell/engine/engineDesk.ts';
import type { AppState } from '../appState.ts';

/** Makes pictures of the same size from what the model was shown. Pure; the input must not be changed. */
export type Alteration = (input: RgbPixels) => readonly RgbPixels[];

export interface TrialOptions {
  readonly signal: AbortSignal;
  /** 0–1, never falling. */
  readonly onProgress?: (fraction: number) => void;
}

/** What the model said of pictures that were made from the shown one. */
export interface Trial {
  readonly pictures: readonly RgbPixels[];
  /** One per picture, in their order. */
  readonly predictions: readonly Prediction[];
}

export interface Trials {
  /**
   * Asks the model about altered versions of the picture on the screen. The maps and the run that methods are derived
   * from stay as they are. Nothing is remembered: who shows an answer must compare `shown.key` to know that it is old.
   *
   * Rejects with a Failure: `cancelled` as soon as the signal aborts or when no picture is shown, the picture's own
   * when it cannot be read again, the engine's. An engine that is lost on the way is replaced and asked once more.
   */
  ask(alteration: Alteration, options: TrialOptions): Promise<Trial>;
}

export interface TrialsOptions {
  readonly store: StoreApi<AppState>;
  /** A question is about to be asked: what is shown must stand still. */
  onAsk(): void;
  readonly desk: Pick<EngineDesk, 'ask'>;
  /** What the model is given of a picture; null while it is being read again. */
  requestInput(pictureId: string, fit: Fit, crate: Crate | null): RgbPixels | null;
}

/** See {@link Trials}. */
export function createTrials({ store, onAsk, desk, requestInput }: TrialsOptions): Trials {
  /** What the shown run was made from. */
  function shownInput(): Promise<RgbPixels> {
    const { shown } = store.getState();
    return new Promise((resolve, reject) => {
      const settle = (): boolean => {
        if (shown === null) return rejectWith(new Failure('cancelled', 'no picture is shown'));
        const status = store.getState().pictures.find(({ id }) => id === shown.pictureId)?.status;
        if (!status) return rejectWith(new Failure('cancelled', 'the picture was removed'));
        if (status.phase === 'failed') return rejectWith(failureFromData(status.failure));
        const input = requestInput(shown.pictureId, shown.fit, shown.crate);
        if (input) resolve(input);
        return input !== null;
      };
      const rejectWith = (failure: Failure): true => {
        reject(failure);
        return true;
      };
      if (settle()) return;
      const unsubscribe = store.subscribe(() => {
        if (settle()) unsubscribe();
      });
    });
  }

  async function ask(alteration: Alteration, { signal, onProgress }: TrialOptions): Promise<Trial> {
    onAsk();
    let reached = 0;
    const onEvent = ({ fraction }: { readonly fraction: number }) => {
      if (signal.aborted || fraction <= reached) return;
      reached = fraction;
      onProgress?.(fraction);
    };
    const pictures = alteration(await shownInput());
    const { predictions } = await desk.ask(
      ({ engine, info }) => engine.predict({ model: info.model.id, inputs: pictures }, { signal, onEvent }),
      { onLoss: 'redo', signal },
    );
    return { pictures, predictions };
  }

  return {
    ask(alteration, options) {
      const over = new AbortController();
      const trial = Promise.race([whenAborted(options.signal, over.signal), ask(alteration, options)]);
      return trial.finally(() => over.abort());
    },
  };
}

/** Never resolves. Listens until `over`: a signal may outlive many trials. */
function whenAborted(signal: AbortSignal, over: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const cancel = () => reject(new Failure('cancelled', 'the trial was cancelled'));
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { signal: over });
  });
}
