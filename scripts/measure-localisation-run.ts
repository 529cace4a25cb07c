/**
 * The measuring behind `npm run measure:localisation`: every method with every fusion on photos with masks, and what
 * knows nothing of the model beside them. docs/findings.md tells what came out.
 */
import { averageLayers } from '../src/cam/average.ts';
import { displayGrid } from '../src/cam/displayGrid.ts';
import { createFuser } from '../src/cam/fusion.ts';
import { conceptLayers, fuseSharpest, keepAboveMean } from '../src/cam/fusionSharpest.ts';
import type { Grid } from '../src/cam/grid.ts';
import { instantMethodIds, type MethodId, methodCatalogue } from '../src/cam/methods.ts';
import type { ModelInfo } from '../src/engine/api.ts';
import { seenRegion } from '../src/image/fit.ts';
import type { RgbaPixels, RgbPixels } from '../src/image/pixels.ts';
import { resampleBilinear } from '../src/image/resample.ts';
import { centreBlob, randomMap, sobelEdges } from '../src/measure/baselines.ts';
import { bootstrapMean, type Estimate, wilsonShare } from '../src/measure/confidenceInterval.ts';
import { type Localisation, type Mask, measureLocalisation } from '../src/measure/localisation.ts';
import type { LayerInfo } from '../src/model/layerGraph.ts';
import {
  availableLayerSets,
  type LayerSetId,
  lastConvolution,
  layerSetTitles,
  selectLayers,
} from '../src/model/layerSet.ts';
import { cardPath, createNodeEngine } from '../test/nodeEngine.ts';

/** What is to be measured on one photo. */
export interface MaskedInput {
  /** Name of the class that the photo shows; it is explained, whatever the model predicts. */
  readonly label: string;
  readonly photo: RgbaPixels;
  /** As large as the photo, grey: 0 outside, 255 inside, anything else unknown. */
  readonly mask: RgbaPixels;
}

/** One line of the table. */
export interface LocalisationRow {
  readonly group: string;
  readonly name: string;
  readonly energyInside: Estimate;
  readonly pointingGame: Estimate;
  readonly otsuOverlap: Estimate;
}

type Maps = Readonly<Record<MethodId, Float32Array>>;
type Add = (group: string, name: string, grid: Grid) => void;

/** Averages that are also shown above their mean, as the preset is: what the recipe owes to that step alone. */
const sharpenedSets: ReadonlySet<LayerSetId> = new Set(['all', 'expand']);

/** Same numbers in every run: the bootstrap's draws and the random map depend on it alone. */
const seed = 1;

/**
 * Opens the model on wasm. `add` measures one photo and is called for one after another; `rows` sums up.
 */
export async function startMeasuring() {
  const engine = createNodeEngine();
  const { model } = await engine.open({ cardUrl: cardPath, backend: 'wasm' });
  const found = new Map<string, { group: string; name: string; measured: Localisation[] }>();
  let count = 0;
  let rightCount = 0;

  async function add({ label, photo, mask }: MaskedInput): Promise<void> {
    const target = model.card.labels.indexOf(label);
    if (target < 0) throw new Error(`the model has no class "${label}"`);
    const input = toInput(photo, model);
    const inputMask = toMask(mask, model);
    const { maps, prediction } = await engine.explain({ input, target });
    count += 1;
    if (prediction.classIndex === target) rightCount += 1;
    measureAll(maps, input, model, count, (group, name, grid) => {
      const key = `${group}\n${name}`;
      const entry = found.get(key) ?? { group, name, measured: [] };
      found.set(key, entry);
      const measured = measureLocalisation(grid, inputMask);
      if (measured) entry.measured.push(measured);
    });
  }

  return {
    add,
    rows: () => [...found.values()].flatMap(summariseRow),
    /** How many photos were measured, and of how many the model predicts what they show. */
    counts: () => ({ count, rightCount }),
  };
}

function measureAll(maps: Maps, input: RgbPixels, model: ModelInfo, number: number, add: Add): void {
  const { layers } = model;
  const options = { sign: 'positive', width: input.width, height: input.height } as const;
  const addBoth = (group: string, name: string, grid: Grid) => {
    add(group, name, grid);
    add(group, `${name}, above its mean`, aboveMean(grid));
  };
  add('no model', 'random map', randomMap(input.width, input.height, seed + number));
  addBoth('no model', 'blob in the centre', centreBlob(input.width, input.height));
  addBoth('no model', 'Sobel edges', sobelEdges(input));

  const last = lastConvolution(layers);
  const lastRelu = layers.findLast(({ kind }) => kind === 'relu') ?? null;
  for (const method of instantMethodIds) {
    const { title } = methodCatalogue[method];
    const values = maps[method];
    const fuser = createFuser(values, layers, options);
    const averageOf = (members: readonly LayerInfo[]) => averageLayers(values, members, options).grid;
    if (lastRelu) add(title, `\`${lastRelu.name}\` alone`, averageOf([lastRelu]));
    if (last) addBoth(title, `\`${last.name}\` alone`, averageOf([last]));
    for (const set of availableLayerSets(layers)) {
      const addSet = sharpenedSets.has(set) ? addBoth : add;
      addSet(title, `mean: ${layerSetTitles[set]}`, averageOf(selectLayers(layers, set)));
    }
    for (const phase of ['contours', 'concepts', 'object'] as const) {
      add(title, `mean: ${phase}`, averageOf(layers.filter((layer) => layer.phase === phase)));
    }
    addBoth(title, 'mean: end of the concepts', averageOf(conceptLayers(layers)));
    add(title, 'maximum of tanh', fuser.fuse({ kind: 'maximum' }).grid);
    add(title, 'product (geometric mean)', fuser.fuse({ kind: 'product' }).grid);
    if (last) {
      const position = layers.indexOf(last);
      const fused = fuser.fuse({ kind: 'meanTimesLayer', position, exponent: 0.5 });
      add(title, `mean × √\`${last.name}\``, fused.grid);
    }
  }
  const { layerCam, positiveGradCam } = maps;
  if (layerCam && positiveGradCam) {
    add('preset', 'sharpest', fuseSharpest({ layerCam, positiveGradCam }, layers, options).grid);
  }
}

function aboveMean({ width, height, data }: Grid): Grid {
  return displayGrid({ width, height, data: keepAboveMean(data) }, 'positive', null).grid;
}

function summariseRow(entry: { group: string; name: string; measured: Localisation[] }): LocalisationRow[] {
  const { group, name, measured } = entry;
  const energyInside = bootstrapMean(
    measured.map((one) => one.energyInside),
    seed,
  );
  const otsuOverlap = bootstrapMean(
    measured.map((one) => one.otsuOverlap),
    seed,
  );
  const pointingGame = wilsonShare(measured.filter((one) => one.peakInside).length, measured.length);
  // Without a single usable mask there is nothing to say.
  if (!energyInside || !otsuOverlap || !pointingGame) return [];
  return [{ group, name, energyInside, pointingGame, otsuOverlap }];
}

/** The photo as the model is shown it. */
function toInput(photo: RgbaPixels, { card }: ModelInfo): RgbPixels {
  const { width, height, fit } = card.input;
  return resampleBilinear(photo, seenRegion(photo.width, photo.height, width, height, fit), width, height);
}

/** The mask on the input's raster, by the nearest pixel: grey levels are names here and must not be mixed. */
function toMask(mask: RgbaPixels, { card }: ModelInfo): Mask {
  const { width, height, fit } = card.input;
  const region = seenRegion(mask.width, mask.height, width, height, fit);
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const y = region.y + Math.floor(((row + 0.5) * region.height) / height);
    for (let column = 0; column < width; column++) {
      const x = region.x + Math.floor(((column + 0.5) * region.width) / width);
      data[row * width + column] = mask.data[4 * (y * mask.width + x)]!;
    }
  }
  return { width, height, data };
}
