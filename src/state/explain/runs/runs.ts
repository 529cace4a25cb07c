import type { StoreApi } from 'zustand/vanilla';
import type { ExplainEvent, Explanation } from '../../../engine/api.ts';
import type { Crate } from '../../../image/alter/crate.ts';
import type { Fit, RgbPixels } from '../../../image/pixels.ts';
import { type FailureData, failureData, toFailure } from '../../../lib/failure.ts';
import type { EngineDesk } from '../../shell/engine/engineDesk.ts';
import type { ReadyEngine } from '../../shell/engine/engineLifecycle.ts';
import type { AppState } from '../appState.ts';
import type { LiveFrame } from '../sequence/liveFrame.ts';
import { createCrateMoves } from './crateMoves.ts';
import { createEngineRuns, type EngineRun } from './engineRuns.ts';
import { createForecasts } from './forecasts.ts';
import { type CachedRun, createRunCache } from './runCache.ts';
import type { RunKey, RunStatus, StoredRun } from './runStatus.ts';
import { isOtherCrate, type PreparedRun, runKey, targetOf, type Wish } from './wish.ts';

export interface RunsOptions {
  readonly store: StoreApi<AppState>;
  readonly desk: Pick<EngineDesk, 'ready' | 'ask'>;
  /** What the model is given; null while it is being read ({@link Runs.update} is called afterwards). */
  requestInput(pictureId: string, fit: Fit, crate: Crate | null): RgbPixels | null;
  /** See {@link AppDependencies.setTimer}. */
  setTimer(callback: () => void, delayMs: number): () => void;
  /** The frame on the screen, if it is a sequence that is looked at. */
  readonly liveFrame: Pick<LiveFrame, 'isMoving' | 'numberOf' | 'run' | 'prediction'>;
}

export interface Runs {
  /** Compares what is asked for with what is shown and being computed, and does what is missing. */
  update(): void;
  /** Gives up what is being computed; what was shown stays. */
  cancel(): void;
  /** Forgets that the asked-for run failed or was given up, and updates. */
  retry(): void;
  /** The run that would be wanted if that picture were the current one; null where its maps are known. */
  prepare(pictureId: string): PreparedRun | null;
  /** The maps behind `state.shown`. */
  shownMaps(): StoredRun | null;
  /** See {@link EngineRuns.ofShown}. */
  engineRun(signal: AbortSignal): Promise<EngineRun> | null;
  dispose(): void;
}

interface Call {
  readonly wish: Wish;
  readonly abort: AbortController;
  /** Becomes the key of the predicted class once that is known. */
  key: RunKey;
}

/**
 * Keeps the visible maps in step with the view: latest wins. A wish that is no longer wished for is
 * aborted; if its answer arrives all the same it goes to the cache and is not shown. Another crate over the shown
 * picture is answered by the prediction first, and explained as soon as the hand that moves it rests.
 */
export function createRuns(options: RunsOptions): Runs {
  const { store, liveFrame } = options;
  const forecasts = createForecasts({ onSettled: hearForecast, desk: options.desk });
  const cache = createRunCache(() => store.getState().shown?.key);
  const crateMoves = createCrateMoves(options.setTimer, update);
  let inFlight: Call | null = null;
  let cancelledKey: RunKey | null = null;
  const engineRuns = createEngineRuns(options);

  function currentWish(): Wish | null {
    const { currentPictureId } = store.getState();
    return currentPictureId === null ? null : wishFor(currentPictureId);
  }

  function wishFor(pictureId: string): Wish {
    const { view, engine } = store.getState();
    const model = engine.phase === 'ready' ? engine.info.model : null;
    const { fit, crate } = view;
    const target = targetOf(view, model);
    const frame = liveFrame.numberOf(pictureId);
    const wish = { pictureId, frame, fit, target, crate, modelHash: model?.id ?? '' };
    if (target !== 'predicted') return wish;
    const prediction = forecasts.known(wish) ?? liveFrame.prediction(wish);
    return { ...wish, target: prediction?.classIndex ?? 'predicted' };
  }

  function find(key: RunKey): CachedRun | null {
    return liveFrame.run(key) ?? cache.get(key) ?? null;
  }

  function setRun(run: RunStatus): void {
    store.setState({ run, earlyPrediction: null });
  }

  function abort(): void {
    inFlight?.abort.abort();
    inFlight = null;
  }

  function update(): void {
    if (liveFrame.isMoving()) {
      abort();
      return;
    }
    const wish = currentWish();
    if (wish === null) {
      abort();
      store.setState({ run: { phase: 'idle' }, shown: null, earlyPrediction: null, uncrated: null });
      return;
    }
    tellUncrated(wish);
    crateMoves.follow(wish.crate);
    const key = runKey(wish);
    const { run, pictures, engine } = store.getState();
    // While there is another engine to come, the question waits for it at the desk.
    if (inFlight?.key === key && engine.phase !== 'failed') return;
    abort();
    if (key !== cancelledKey) cancelledKey = null;
    const cached = find(key);
    if (cached) {
      show(cached);
      // The maps are known, but the photo under them may have left its cache.
      options.requestInput(wish.pictureId, wish.fit, null);
      return;
    }
    if (cancelledKey !== null) {
      if (run.phase !== 'idle') setRun({ phase: 'idle' });
      return;
    }
    if (run.phase === 'failed' && run.key === key) return;
    const picture = pictures.find(({ id }) => id === wish.pictureId);
    if (picture?.status.phase === 'failed') {
      setRun({ phase: 'failed', key, failure: picture.status.failure });
      return;
    }
    const input = options.requestInput(wish.pictureId, wish.fit, wish.crate);
    const ready = options.desk.ready();
    if (engine.phase === 'failed') setRun({ phase: 'idle' });
    else if (input === null) setRun({ phase: 'reading', key });
    else if (ready === null) setRun({ phase: 'computing', key, fraction: 0 });
    else if (isOtherCrate(wish, store.getState().shown) && mustWait(wish)) forecast(wish, input);
    else compute(wish, input);
  }

  function mustWait(wish: Wish): boolean {
    return crateMoves.isMoving() || !forecasts.wasAsked(wish);
  }

  function forecast(wish: Wish, input: RgbPixels): void {
    store.setState({ run: { phase: 'computing', key: runKey(wish), fraction: 0 } });
    showForecast(wish);
    forecasts.ask(wish, input);
  }

  /** While a crate is being moved, the latest answer stands until the next one. */
  function showForecast(wish: Wish): void {
    const prediction = forecasts.known(wish);
    if (prediction) store.setState({ earlyPrediction: { pictureId: wish.pictureId, prediction } });
  }

  function hearForecast(wish: Wish): void {
    if (wish.crate !== null && store.getState().run.phase === 'computing') showForecast(wish);
    update();
  }

  /** What the model says of the wished-for picture without its crate; null without a crate, or while nobody knows. */
  function tellUncrated(wish: Wish): void {
    const uncrated = wish.crate && forecasts.known({ ...wish, crate: null });
    if (store.getState().uncrated !== uncrated) store.setState({ uncrated });
  }

  function askUncrated(): void {
    const wish = currentWish();
    if (!wish?.crate || store.getState().uncrated) return;
    const input = options.requestInput(wish.pictureId, wish.fit, null);
    if (input && options.desk.ready()) forecasts.ask({ ...wish, crate: null }, input);
  }

  function compute(wish: Wish, input: RgbPixels): void {
    const call: Call = { wish, abort: new AbortController(), key: runKey(wish) };
    inFlight = call;
    const prediction = forecasts.known(wish);
    store.setState({
      run: { phase: 'computing', key: call.key, fraction: 0 },
      earlyPrediction: prediction && { pictureId: wish.pictureId, prediction },
    });
    const { signal } = call.abort;
    const { target } = wish;
    const onEvent = (event: ExplainEvent) => hear(call, event);
    const question = async (ready: ReadyEngine) => {
      const { engine, info } = ready;
      const explanation = await engine.explain({ model: info.model.id, input, target }, { signal, onEvent });
      // Also when nobody waits for it any more.
      const run = remember(wish, explanation);
      engineRuns.note(run.key, { ready, run: explanation.run });
      return run;
    };
    // What is on the screen is redone as long as there are engines.
    options.desk.ask(question, { onLoss: 'redo', redos: Number.POSITIVE_INFINITY, signal }).then(
      (run) => finish(call, run),
      (thrown: unknown) => fail(call, toFailure(thrown)),
    );
  }

  function hear(call: Call, event: ExplainEvent): void {
    const { run } = store.getState();
    if (inFlight !== call || run.phase !== 'computing') return;
    if (event.phase === 'predicted') {
      forecasts.remember(call.wish, event.prediction);
      if (call.wish.target === 'predicted') {
        call.key = runKey({ ...call.wish, target: event.prediction.classIndex });
      }
      store.setState({
        run: { ...run, key: call.key },
        earlyPrediction: { pictureId: call.wish.pictureId, prediction: event.prediction },
      });
    } else {
      store.setState({ run: { ...run, fraction: Math.max(run.fraction, event.fraction) } });
    }
  }

  function remember(wish: Wish, explanation: Explanation): CachedRun {
    forecasts.remember(wish, explanation.prediction);
    return cache.add(wish, explanation);
  }

  function finish(call: Call, run: CachedRun): void {
    if (inFlight !== call) return;
    inFlight = null;
    show(run);
  }

  function show(run: CachedRun): void {
    const state = store.getState();
    if (state.run.phase !== 'done' || state.shown !== run.shown) {
      store.setState({ shown: run.shown, run: { phase: 'done', key: run.key }, earlyPrediction: null });
    }
    // The maps went first.
    askUncrated();
  }

  function fail(call: Call, failure: FailureData): void {
    if (inFlight !== call) return;
    inFlight = null;
    if (failure.code === 'cancelled') {
      setRun({ phase: 'idle' });
    } else {
      setRun({ phase: 'failed', key: call.key, failure: failureData(failure) });
    }
  }

  return {
    update,
    engineRun: engineRuns.ofShown,
    cancel() {
      const { run } = store.getState();
      if (run.phase !== 'reading' && run.phase !== 'computing') return;
      cancelledKey = run.key;
      abort();
      forecasts.cancel();
      setRun({ phase: 'idle' });
    },
    retry() {
      cancelledKey = null;
      forecasts.cancel();
      setRun({ phase: 'idle' });
      update();
    },
    prepare(pictureId) {
      const wish = wishFor(pictureId);
      const key = runKey(wish);
      if (cache.get(key)) return null;
      const { fit, target } = wish;
      return { key, fit, target, take: (explanation) => void remember(wish, explanation) };
    },
    shownMaps() {
      const { shown } = store.getState();
      return shown === null ? null : find(shown.key);
    },
    dispose() {
      abort();
      crateMoves.dispose();
      forecasts.cancel();
      cache.clear();
    },
  };
}
