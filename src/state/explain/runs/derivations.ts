import type { StoreApi } from 'zustand/vanilla';
import { type CamMethodId, extentOf, isDerived } from '../../../cam/methods.ts';
import type { Derivation, DerivedMethodId, Finding } from '../../../engine/api.ts';
import { createByteCache } from '../../../lib/byteCache.ts';
import { type FailureData, failureData, toFailure } from '../../../lib/failure.ts';
import type { EngineDesk } from '../../shell/engine/engineDesk.ts';
import type { AppState } from '../appState.ts';
import type { EngineRun } from './engineRuns.ts';
import type { MethodMaps } from './methodMaps.ts';
import type { StoredRun } from './runStatus.ts';

/** About twenty methods of one run of MobileNetV2. */
const derivedLimitBytes = 32 * 1024 * 1024;

export interface DerivationsOptions {
  readonly store: StoreApi<AppState>;
  shownMaps(): StoredRun | null;
  /** See {@link Runs.engineRun}. */
  engineRun(signal: AbortSignal): Promise<EngineRun> | null;
  /** Index of the layer that stands on the screen; null before there is one. */
  currentLayer(): number | null;
  readonly desk: Pick<EngineDesk, 'ask'>;
}

export interface Derivations {
  /** Computes the chosen method for the shown run, if it is one to be computed unasked and is not known yet. */
  update(): void;
  /** Computes a method of single layers for the current one. */
  deriveLayer(): void;
  /** Gives up what is being computed. */
  cancel(): void;
  /** Forgets that a method failed or was given up, and updates. */
  retry(): void;
  /** What is known of a method's maps of a run; null while nothing is. */
  methodMaps(run: StoredRun, method: CamMethodId): MethodMaps | null;
  /** What is odd about the chosen method's maps of the shown run. The same array until that changes. */
  diagnosis(): readonly Finding[];
  dispose(): void;
}

interface Known {
  readonly maps: MethodMaps;
  readonly diagnosis: readonly Finding[];
  readonly sizeBytes: number;
}

interface Call {
  readonly key: string;
  readonly method: DerivedMethodId;
  readonly abort: AbortController;
}

/**
 * Methods whose maps no run carries: asked for once per run and method (and layer, where a method explains one),
 * then remembered. What is no longer looked at is aborted.
 */
export function createDerivations(options: DerivationsOptions): Derivations {
  const { store } = options;
  const known = createByteCache<Known>({
    limitBytes: derivedLimitBytes,
    sizeOf: ({ sizeBytes }) => sizeBytes,
    isPinned: (key) => key.startsWith(`${store.getState().shown?.key}|`),
  });
  let inFlight: Call | null = null;
  let givenUpKey: string | null = null;

  const keyOf = (run: StoredRun, method: CamMethodId) => `${run.key}|${method}`;

  function isWanted(call: Call): boolean {
    const run = options.shownMaps();
    return run !== null && call.key.startsWith(keyOf(run, store.getState().view.method));
  }

  function abort(): void {
    inFlight?.abort.abort();
    inFlight = null;
  }

  function settle(): void {
    if (store.getState().derivation.phase !== 'idle') store.setState({ derivation: { phase: 'idle' } });
  }

  function update(): void {
    const { view, run: status } = store.getState();
    if (inFlight && !isWanted(inFlight)) {
      abort();
      settle();
    }
    if (inFlight) return;
    const run = options.shownMaps();
    const key = run && keyOf(run, view.method);
    // What failed stays failed until something else is asked for.
    if (key !== null && key === givenUpKey) return;
    givenUpKey = null;
    if (key === null || !isDerived(view.method) || status.phase !== 'done') {
      settle();
      return;
    }
    if (extentOf(view.method) === 'singleLayer' || known.get(key)) settle();
    else start({ key, method: view.method, abort: new AbortController() }, null);
  }

  function start(call: Call, layer: number | null): void {
    const { signal } = call.abort;
    const engineRun = options.engineRun(signal);
    if (engineRun === null) return;
    inFlight = call;
    store.setState({ derivation: { phase: 'computing', method: call.method, fraction: 0 } });
    const onEvent = ({ fraction }: { readonly fraction: number }) => {
      if (inFlight !== call) return;
      store.setState({ derivation: { phase: 'computing', method: call.method, fraction } });
    };
    const derive = async () => {
      const { ready, run } = await engineRun;
      const model = ready.info.model.id;
      const params = { model, run, method: call.method, ...(layer === null ? {} : { layer }) };
      return ready.engine.derive(params, { signal, onEvent });
    };
    // What was kept is gone with its engine; the next one is asked anew when it is ready.
    options.desk.ask(derive, { onLoss: 'drop', signal }).then(
      (derivation) => finish(call, derivation),
      (thrown: unknown) => fail(call, toFailure(thrown)),
    );
  }

  function finish(call: Call, derivation: Derivation | null): void {
    if (derivation) remember(call.key, derivation);
    if (inFlight !== call) return;
    inFlight = null;
    settle();
  }

  function remember(key: string, { extent, maps, diagnosis }: Derivation): void {
    switch (extent.kind) {
      case 'layers':
        known.set(key, { maps: { extent: 'layers', maps }, diagnosis, sizeBytes: maps.byteLength });
        return;
      case 'network': {
        const grid = { width: extent.width, height: extent.height, data: maps };
        known.set(key, { maps: { extent: 'network', grid }, diagnosis, sizeBytes: maps.byteLength });
        return;
      }
      case 'layer': {
        const former = known.get(key);
        const others = former?.maps.extent === 'singleLayer' ? former.maps.mapOf : () => null;
        const mapOf = (index: number) => (index === extent.layer ? maps : others(index));
        const sizeBytes = (former?.sizeBytes ?? 0) + maps.byteLength;
        // Of the layer that was asked for last: that is the one on the screen.
        known.set(key, { maps: { extent: 'singleLayer', mapOf }, diagnosis, sizeBytes });
      }
    }
  }

  function fail(call: Call, failure: FailureData): void {
    if (inFlight !== call) return;
    inFlight = null;
    givenUpKey = call.key;
    const failed = { phase: 'failed', method: call.method, failure: failureData(failure) } as const;
    store.setState({ derivation: failure.code === 'cancelled' ? { phase: 'idle' } : failed });
  }

  return {
    update,
    deriveLayer() {
      const { view } = store.getState();
      const run = options.shownMaps();
      const layer = options.currentLayer();
      if (run === null || layer === null || inFlight || !isDerived(view.method)) return;
      start({ key: keyOf(run, view.method), method: view.method, abort: new AbortController() }, layer);
    },
    cancel() {
      if (!inFlight) return;
      givenUpKey = inFlight.key;
      abort();
      settle();
    },
    retry() {
      givenUpKey = null;
      settle();
      update();
    },
    methodMaps(run, method) {
      if (!isDerived(method)) return { extent: 'layers', maps: run.maps[method] };
      const found = known.get(keyOf(run, method));
      if (found) return found.maps;
      return extentOf(method) === 'singleLayer' ? nothingKnown : null;
    },
    diagnosis() {
      const run = options.shownMaps();
      return (run && known.get(keyOf(run, store.getState().view.method))?.diagnosis) ?? nothingOdd;
    },
    dispose() {
      abort();
      known.clear();
    },
  };
}

const nothingOdd: readonly Finding[] = [];
const nothingKnown: MethodMaps = { extent: 'singleLayer', mapOf: () => null };
