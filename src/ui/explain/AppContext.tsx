import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { App } from '../../state/explain/app.ts';
import type { AppState } from '../../state/explain/appState.ts';
import { type CalmStore, createCalmStore } from '../../state/explain/calmStore.ts';
import type { DisplayMap } from '../../state/explain/maps/displayMap.ts';
import type { StageSource } from '../../state/explain/view/view.ts';
import type { InstallationState } from '../../state/shell/installation.ts';

const AppContext = createContext<App | null>(null);
const CalmContext = createContext<CalmStore | null>(null);

const clock = {
  now: () => performance.now(),
  setTimer(callback: () => void, delayMs: number) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

export function AppProvider({ app, children }: { app: App; children: ReactNode }) {
  const calm = useMemo(() => createCalmStore(app.store, clock), [app]);
  return (
    <AppContext value={app}>
      <CalmContext value={calm}>{children}</CalmContext>
    </AppContext>
  );
}

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp needs an AppProvider above it');
  return app;
}

/** Reads the state and renders again only when what `select` returns becomes another value. */
export function useAppState<Selected>(select: (state: AppState) => Selected): Selected {
  return useStore(useApp().store, select);
}

function useCalmStore(): CalmStore {
  const calm = useContext(CalmContext);
  if (calm === null) throw new Error('useCalmState needs an AppProvider above it');
  return calm;
}

/** As {@link useAppState}, but no more than eight times a second while frames follow each other: for what is read. */
export function useCalmState<Selected>(select: (state: AppState) => Selected): Selected {
  return useStore(useCalmStore(), select);
}

/** Reads how the page stands on this computer. */
export function useInstallation<Selected>(select: (state: InstallationState) => Selected): Selected {
  return useStore(useApp().installation, select);
}

/**
 * The map that a source stands for now, as calmly as {@link useCalmState}: for what is said of it. The source of maps
 * memoises, so identity is a fair comparison.
 */
export function useDisplayMap(source: StageSource): DisplayMap | null {
  const { maps } = useApp();
  return useStore(useCalmStore(), () => maps.stage(source));
}

const noLayers: readonly LayerInfo[] = [];

/** The layers of the chosen set and the position of the current one; none before the model is known. */
export function useLayers(): { readonly layers: readonly LayerInfo[]; readonly position: number } {
  const { store, maps } = useApp();
  const layers = useStore(store, () => {
    const chosen = maps.layers();
    return chosen.length === 0 ? noLayers : chosen;
  });
  const position = useStore(store, () => maps.position());
  return { layers, position };
}
