import type { StoreApi } from 'zustand/vanilla';
import type { Stroke } from '../cam/regionStrokes.ts';
import type { ModelInfo } from '../engine/api.ts';
import type { ScenePhoto } from '../render/api.ts';
import type { EmptyReason, MapSource } from './app.ts';
import type { AppState } from './appState.ts';
import { createHotRegions, type HotRegion } from './hotRegions.ts';

export interface ShownRegionOptions {
  readonly store: StoreApi<AppState>;
  readonly maps: Pick<MapSource, 'stage'>;
  model(): ModelInfo | null;
  shownPhoto(): ScenePhoto | null;
}

const noStrokes: readonly Stroke[] = [];
/** There is no map at all, rather than one that shows nothing. */
const absent: ReadonlySet<EmptyReason | null> = new Set(['wholeNetwork', 'notComputed', 'layerByLayer']);

/** The hot region of the shown picture, by the view's threshold; null while the map that it is taken from is missing. */
export function createShownRegion(options: ShownRegionOptions): () => HotRegion | null {
  const regionOf = createHotRegions();
  return () => {
    const { view, shown, strokes } = options.store.getState();
    const { source: from, threshold } = view.mask;
    const map = options.maps.stage(from);
    const size = options.model()?.card.input;
    const seen = options.shownPhoto()?.seen;
    if (!shown || !size || !seen || map === null || absent.has(map.empty)) return null;
    return regionOf({
      grid: map.grid,
      sign: view.sign,
      from,
      threshold,
      strokes: strokes[shown.pictureId] ?? noStrokes,
      seen,
      size,
    });
  };
}
