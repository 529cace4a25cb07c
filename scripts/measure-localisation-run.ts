/**
 * The measuring behind `npm run measure:localisation`: methods and fusions on photos with masks, by the engine that
 * the page runs. docs/findings.md tells what came out.
 */
import { type CamMethodId, extentOf, isDerived } from '../src/cam/methods.ts';
import type { Explanation, ModelInfo } from '../src/engine/api.ts';
import type { RgbaPixels, RgbPixels } from '../src/image/pixels.ts';
import { seenRegion } from '../src/image/resample/fit.ts';
import { resampleBilinear } from '../src/image/resample/resample.ts';
import { type Mask, measureLocalisation } from '../src/measure/localisation.ts';
import { lastConvolution } from '../src/model/layers/layerSet.ts';
import { cardPath, createNodeEngine } from '../test/nodeEngine.ts';
import {
  lastRelu,
  type MethodMaps,
  type ShownMap,
  showBaselines,
  showMethod,
  showSharpest,
} from './measure-localisation-maps.ts';
import type { PhotoRecord } from './measure-localisation-summary.ts';

/** What is to be measured on one photo. */
export interface MaskedInput {
  /** Name of the class that the photo shows; it is explained, whatever the model predicts. */
  readonly label: string;
  readonly photo: RgbaPixels;
  /** As large as the photo, grey: 0 outside, 255 inside, anything else unknown. */
  readonly mask: RgbaPixels;
}

export interface MeasuringOptions {
  readonly methods: readonly CamMethodId[];
  /** Also the means of layer sets and the fusions that are not a mean. */
  readonly hasAllFusions: boolean;
}

/** Same numbers in every run: the random map depends on it and on the photo's number alone. */
const seed = 1;

/** Opens the model on wasm. Measures one photo after another, of a method that no run carries from the kept run. */
export async function startMeasuring({ methods, hasAllFusions }: MeasuringOptions) {
  const engine = createNodeEngine();
  const { model } = await engine.open({ cardUrl: cardPath, backend: 'wasm' });
  const { layers } = model;
  const lastLayers = [lastRelu(layers), lastConvolution(layers)].filter((layer) => layer !== null);

  /** Once for all layers, or once for each of the last ones where a method explains a single layer. */
  async function mapsOf(method: CamMethodId, { run, maps }: Explanation): Promise<MethodMaps[]> {
    if (!isDerived(method)) return [{ method, extent: { kind: 'layers' }, maps: maps[method] }];
    if (extentOf(method) !== 'singleLayer') return [await engine.derive({ run, method })];
    const found: MethodMaps[] = [];
    for (const { index } of lastLayers) found.push(await engine.derive({ run, method, layer: index }));
    return found;
  }

  /**
   * Nothing for a mask without a cell inside.
   * @param number of the photo within its split: the random map's, so that it does not depend on what ran before
   */
  async function measure({ label, photo, mask }: MaskedInput, number: number) {
    const target = model.card.labels.indexOf(label);
    if (target < 0) throw new Error(`the model has no class "${label}"`);
    const input = toInput(photo, model);
    const inputMask = toMask(mask, model);
    const explanation = await engine.explain({ input, target });
    const records: PhotoRecord[] = [];
    const add = (shownMaps: Iterable<ShownMap>) => {
      for (const { grid, ...shown } of shownMaps) {
        const measured = measureLocalisation(grid, inputMask);
        if (measured) records.push({ ...shown, measured });
      }
    };
    add(showBaselines(input, seed + number));
    add([showSharpest(explanation, layers, input)]);
    for (const method of methods) {
      for (const maps of await mapsOf(method, explanation)) {
        add(showMethod(maps, layers, input, explanation.importance, hasAllFusions));
      }
    }
    return { records, isRight: explanation.prediction.classIndex === target };
  }

  return { measure };
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
