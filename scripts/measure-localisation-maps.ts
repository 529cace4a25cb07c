/** Every way of showing that `npm run measure:localisation` measures: methods, layers, fusions, and maps that know no model. */
import { averageLayers } from '../src/cam/fuse/average.ts';
import { createFuser, type FusedMap, type Fusion } from '../src/cam/fuse/fusion.ts';
import { conceptLayers, fuseSharpest, keepAboveMean } from '../src/cam/fuse/fusionSharpest.ts';
import { displayGrid } from '../src/cam/map/displayGrid.ts';
import type { Grid } from '../src/cam/map/grid.ts';
import { layerMap } from '../src/cam/map/layerMap.ts';
import { resize } from '../src/cam/map/resize.ts';
import { type CamMethodId, methodCatalogue } from '../src/cam/methods.ts';
import type { DerivedExtent, Explanation } from '../src/engine/api.ts';
import type { RgbPixels } from '../src/image/pixels.ts';
import { centreBlob, randomMap, sobelEdges } from '../src/measure/baselines.ts';
import type { LayerInfo } from '../src/model/layers/layerGraph.ts';
import {
  availableLayerSets,
  type LayerSetId,
  lastConvolution,
  layerSetTitles,
  selectLayers,
} from '../src/model/layers/layerSet.ts';

/** One way of showing a photo's maps. */
export interface ShownMap {
  /** Title of the method, or what else the map is made of. */
  readonly group: string;
  readonly name: string;
  /** Values in [0, 1] at the size of the model's input. */
  readonly grid: Grid;
  /** True for the few of every method that are compared with those of all others. */
  readonly isMain: boolean;
}

/** One method's raw maps of a photo. */
export interface MethodMaps {
  readonly method: CamMethodId;
  readonly extent: DerivedExtent;
  readonly maps: Float32Array;
}

/** Averages that are also shown above their mean, as the preset "sharpest" is: what it owes to that step alone. */
const sharpenedSets: ReadonlySet<LayerSetId> = new Set(['all', 'expand']);

/** Winsor-CAM's, as the mix of one's own begins with. */
const winsorPercentile = 80;

/** Maps that know nothing of the model. @param seed of the random one */
export function* showBaselines(input: RgbPixels, seed: number): Generator<ShownMap> {
  const { width, height } = input;
  yield main('no model', 'random map', randomMap(width, height, seed));
  yield* withAboveMean(main('no model', 'blob in the centre', centreBlob(width, height)));
  yield* withAboveMean(main('no model', 'Sobel edges', sobelEdges(input)));
}

/** The preset that is made of two methods; the others are ways of one. */
export function showSharpest(
  { maps }: Pick<Explanation, 'maps'>,
  layers: readonly LayerInfo[],
  { width, height }: Size,
): ShownMap {
  return main('preset', 'sharpest', fuseSharpest(maps, layers, { sign: 'positive', width, height }).grid);
}

/**
 * One method: last layers and the mean of all as main ways, and on top, if they are asked for, the means of the
 * layer sets and the other fusions.
 *
 * @param importance of each layer, Winsor-CAM's
 */
export function* showMethod(
  { method, extent, maps }: MethodMaps,
  layers: readonly LayerInfo[],
  { width, height }: Size,
  importance: Float32Array,
  hasAllFusions: boolean,
): Generator<ShownMap> {
  const { title } = methodCatalogue[method];
  const options = { sign: 'positive', width, height } as const;
  if (extent.kind === 'network') {
    const { grid } = displayGrid({ width, height, data: maps }, 'positive', null);
    yield* withAboveMean(main(title, 'the whole network', grid));
    return;
  }
  const averageOf = (members: readonly LayerInfo[]) => averageLayers(maps, members, options).grid;
  if (extent.kind === 'layer') {
    const layer = layers[extent.layer]!;
    yield* withAboveMean(main(title, `\`${layer.name}\` alone`, averageOf([{ ...layer, offset: 0 }])));
    return;
  }
  const last = lastConvolution(layers);
  const relu = lastRelu(layers);
  if (relu) yield main(title, `\`${relu.name}\` alone`, averageOf([relu]));
  if (last) yield* withAboveMean(main(title, `\`${last.name}\` alone`, averageOf([last])));
  yield* withAboveMean(main(title, 'mean: all', averageOf(layers)));
  if (!hasAllFusions) return;

  for (const set of availableLayerSets(layers)) {
    if (set === 'all') continue;
    const shown = further(title, `mean: ${layerSetTitles[set]}`, averageOf(selectLayers(layers, set)));
    if (sharpenedSets.has(set)) yield* withAboveMean(shown);
    else yield shown;
  }
  for (const phase of ['contours', 'concepts', 'object'] as const) {
    yield further(title, `mean: ${phase}`, averageOf(layers.filter((layer) => layer.phase === phase)));
  }
  yield* withAboveMean(further(title, 'mean: end of the concepts', averageOf(conceptLayers(layers))));
  const fuser = createFuser(maps, layers, options);
  const fused = (name: string, fusion: Fusion) => further(title, name, fuser.fuse(fusion).grid);
  yield fused('maximum of tanh', { kind: 'maximum' });
  yield fused('product (geometric mean)', { kind: 'product' });
  yield fused(`Winsor-CAM, percentile ${winsorPercentile}`, {
    kind: 'winsor',
    importance,
    percentile: winsorPercentile,
  });
  if (last) {
    const { grid } = displayGrid(layerMap(maps, last), 'positive', null);
    yield further(title, `mean × √\`${last.name}\``, timesRoot(fuser.fuse({ kind: 'mean' }), grid));
  }
}

/** mean ⊙ √L, rescaled: the average where one layer agrees. @param layer in [0, 1], at its own resolution */
export function timesRoot({ grid, range }: Pick<FusedMap, 'grid' | 'range'>, layer: Grid): Grid {
  const { width, height } = grid;
  const agreement = resize(layer, width, height).data;
  const data = grid.data.map(
    (value, index) => (range.min + value * (range.max - range.min)) * Math.sqrt(agreement[index]!),
  );
  return displayGrid({ width, height, data }, 'positive', null).grid;
}

/** Beside the last convolution the other layer that Grad-CAM is usually taken from: no negative activations. */
export function lastRelu(layers: readonly LayerInfo[]): LayerInfo | null {
  return layers.findLast(({ kind }) => kind === 'relu') ?? null;
}

type Size = Pick<Grid, 'width' | 'height'>;

function main(group: string, name: string, grid: Grid): ShownMap {
  return { group, name, grid, isMain: true };
}

function further(group: string, name: string, grid: Grid): ShownMap {
  return { group, name, grid, isMain: false };
}

function withAboveMean(shown: ShownMap): ShownMap[] {
  const { width, height, data } = shown.grid;
  const { grid } = displayGrid({ width, height, data: keepAboveMean(data) }, 'positive', null);
  return [shown, { ...shown, name: `${shown.name}, above its mean`, grid }];
}
