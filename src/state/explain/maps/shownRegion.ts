import type { StoreApi } from 'zustand/vanilla';
import type { Stroke } from '../../../cam/region/regionStrokes.ts';
import type { ModelInfo } from '../../../engine/api.ts';
import type { ScenePhoto } from '../../../render/api.ts';
import type { AppState } from '../appState.ts';
import { isAbsent } from './absentMap.ts';
import type { MapSource } from './displayMap.ts';
import { createHotRegions, type HotRegion } from './hotRegions.ts';

export interface ShownRegionOptions {
  readonly store: StoreApi<AppState>;
  readonly maps: Pick<MapSource, 'stage'>;
  model(): ModelInfo | null;
  shownPhoto(): ScenePhoto | null;
}

const noStrokes: readonly Stroke[] = [];

/**
 * The hot region of the shown picture, by the view's threshold; null while the map that it is taken from is missing.
 * A stroke that is still being drawn can be given: what is asked with one does not disturb what is remembered without.
 */
export function createShownRegion(options: ShownRegionOptions): (draft?: Stroke | null) => HotRegion | null {
  const regionOf = createHotRegions();
  const draftRegionOf = createHotRegions();
  let drafted: {
    readonly strokes: readonly Stroke[];
    readonly draft: Stroke;
    readonly all: readonly Stroke[];
  } | null = null;

  function withDraft(strokes: readonly Stroke[], draft: Stroke): readonly Stroke[] {
    if (drafted?.strokes !== strokes || drafted.draft !== draft) {
      drafted = { strokes, draft, all: [...strokes, draft] };
    }
    return drafted.all;
  }

  return (draft = null) => {
    const { view, shown, strokes } = options.store.getState();
    const { source: from, threshold } = view.mask;
    const map = options.maps.stage(from);
    const size = options.model()?.card.input;
    const seen = options.shownPhoto()?.seen;
    if (!shown || !size || !seen || map === null || isAbsent(map.empty)) return null;
    const own = strokes[shown.pictureId] ?? noStrokes;
    const question = { grid: map.grid, sign: view.sign, from, threshold, strokes: own, seen, size };
    return draft ? draftRegionOf({ ...question, strokes: withDraft(own, draft) }) : regionOf(question);
  };
}
