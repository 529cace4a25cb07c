/** The layers of a set, one picture each: what is animated and what the filmstrip sheet shows. */
import { capitalise } from '../../lib/capitalise.ts';
import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import {
  availableLayerSets,
  type LayerSetId,
  layerSetTitles,
  selectLayers,
} from '../../model/layers/layerSet.ts';
import { layerTitle } from '../../model/layers/layerTitle.ts';
import type { Scene } from '../../render/api.ts';
import type { App } from '../../state/explain/app.ts';
import { isAbsent } from '../../state/explain/maps/absentMap.ts';
import type { ExportContext } from '../exportKind.ts';
import { choiceOption, rangeOption } from '../options.ts';
import { bareScene } from '../picture/stagePanel.ts';
import type { Recipe } from '../recipe.ts';

export interface LayerPicture {
  /** The place in the set, from 1. */
  readonly number: number;
  /** "block 6, expand (ReLU)". */
  readonly title: string;
  /** Without a map where the layer has none. */
  readonly scene: Scene;
}

/** What it takes to have a sequence, as a sentence; null where there is one. */
export function sequenceProblem({ app }: ExportContext): string | null {
  const extent = app.maps.raw()?.maps.extent;
  if (extent === 'network') {
    return 'The chosen method has one map for the whole network, so there are no layers to go through. Choose another method, Grad-CAM for example.';
  }
  if (extent === 'singleLayer') {
    return 'The chosen method is computed layer by layer, so most layers have no map. Choose another method, Grad-CAM for example.';
  }
  return null;
}

/** Which layers: the set on the screen at first. */
export function layersOption({ app }: ExportContext) {
  const all = app.maps.raw()?.model.layers ?? [];
  return choiceOption<LayerSetId>({
    label: 'Layers',
    initial: app.store.getState().view.layerSet,
    choices: availableLayerSets(all).map((value) => {
      const count = selectLayers(all, value).length;
      return { value, label: `${capitalise(layerSetTitles[value])} (${count})` };
    }),
  });
}

/** How fast they follow each other, in layers a second. */
export function speedOption() {
  return rangeOption({
    label: 'Speed',
    min: 1,
    max: 24,
    step: 1,
    initial: 8,
    format: (rate) => `${rate} ${rate === 1 ? 'layer' : 'layers'} a second`,
  });
}

/** The layers that a set has in the model on the screen. */
export function layersOf(app: App, layerSet: LayerSetId): readonly LayerInfo[] {
  return selectLayers(app.maps.raw()?.model.layers ?? [], layerSet);
}

/** The pictures as the first stage shows them while it plays, without the mark of the peak. */
export function layerSequence(app: App, layerSet: LayerSetId): readonly LayerPicture[] {
  const bare = bareScene(app);
  return layersOf(app, layerSet).map((layer, position) => {
    const map = app.maps.mapOf(layer);
    const isShown = map !== null && !isAbsent(map.empty);
    const scene = isShown ? { ...bare, from: map.grid, colours: map.colours } : bare;
    return { number: position + 1, title: layerTitle(layer), scene };
  });
}

/** The recipe of a sequence: that of the screen, with the layers that the sequence has. */
export function sequenceRecipe(recipe: Recipe, app: App, layerSet: LayerSetId): Recipe {
  return { ...recipe, layerSet, layers: layersOf(app, layerSet).map(({ name }) => name) };
}
