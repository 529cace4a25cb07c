import type { StoreApi } from 'zustand/vanilla';
import type { Crate } from '../../../image/alter/crate.ts';
import type { Fit, RgbPixels } from '../../../image/pixels.ts';
import type { EngineDesk } from '../../shell/engine/engineDesk.ts';
import type { ReadyEngine } from '../../shell/engine/engineLifecycle.ts';
import type { AppState } from '../appState.ts';
import type { RunKey, ShownRun } from './runStatus.ts';

/** A run that an engine can derive further maps from. */
export interface EngineRun {
  readonly ready: ReadyEngine;
  /** The engine's number for it. */
  readonly run: number;
}

export interface EngineRunsOptions {
  readonly store: StoreApi<AppState>;
  readonly desk: Pick<EngineDesk, 'ready'>;
  /** What the model is given of a picture; null while it is being read. */
  requestInput(pictureId: string, fit: Fit, crate: Crate | null): RgbPixels | null;
}

export interface EngineRuns {
  /** The engine keeps this run from now on, and no earlier one. */
  note(key: RunKey, run: EngineRun): void;
  /**
   * The shown run as the engine knows it. An engine only knows its latest run: another one is done again, with the
   * same maps. Null while that is impossible: no input, no engine, nothing shown. To be asked in a question at the desk,
   * which knows what to do when the engine is lost.
   */
  ofShown(signal: AbortSignal): Promise<EngineRun> | null;
}

/** Remembers which run the engine keeps. */
export function createEngineRuns(options: EngineRunsOptions): EngineRuns {
  let latest: (EngineRun & { readonly key: RunKey }) | null = null;

  async function redo(shown: ShownRun, ready: ReadyEngine, input: RgbPixels, signal: AbortSignal) {
    const params = { model: ready.info.model.id, input, target: shown.classIndex };
    const { run } = await ready.engine.explain(params, { signal });
    latest = { key: shown.key, ready, run };
    return latest;
  }

  return {
    note(key, { ready, run }) {
      latest = { key, ready, run };
    },
    ofShown(signal) {
      const { shown } = options.store.getState();
      const ready = options.desk.ready();
      if (shown === null || ready === null) return null;
      if (latest?.key === shown.key && latest.ready === ready) return Promise.resolve(latest);
      const input = options.requestInput(shown.pictureId, shown.fit, shown.crate);
      return input && redo(shown, ready, input, signal);
    },
  };
}
