import { useEffect } from 'react';
import { useApp, useAppState } from '../AppContext.tsx';

/** Between two pieces of work ahead: long enough for a frame, and for whatever was clicked meanwhile. */
const pauseMs = 24;

/** Works ahead while the user's own mix is open, so that the first change of its rule is as quick as all others. */
export function usePreparedFusion(): void {
  const { maps } = useApp();
  const run = useAppState(({ shown }) => shown);
  const method = useAppState(({ view }) => view.method);
  const sign = useAppState(({ view }) => view.sign);
  const layerSet = useAppState(({ view }) => view.layerSet);
  const isDeriving = useAppState(({ derivation }) => derivation.phase === 'computing');
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them is a new fusion, of which nothing is prepared.
  useEffect(() => {
    const workOn = () => {
      if (maps.prepareFusion()) timer = setTimeout(workOn, pauseMs);
    };
    let timer = setTimeout(workOn, pauseMs);
    return () => clearTimeout(timer);
  }, [maps, run, method, sign, layerSet, isDeriving]);
}
