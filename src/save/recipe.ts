/**
 * The recipe: how a saved result was made, in full, so that whoever has the file can make it again. Every
 * export carries one: docs/glossary.md "recipe".
 */
import type { Scale, Sign } from '../cam/map/display.ts';
import type { CamMethodId } from '../cam/methods.ts';
import type { BackendName, Prediction } from '../engine/api.ts';
import type { Crate } from '../image/alter/crate.ts';
import type { Fit, PhotoRegion } from '../image/pixels.ts';
import { applicationVersion } from '../lib/version.ts';
import type { LayerSetId } from '../model/layers/layerSet.ts';
import { encodeLink } from '../state/explain/address/link.ts';
import type { App } from '../state/explain/app.ts';
import type { FusionId, FusionMix } from '../state/explain/view/fusionMix.ts';
import type { MaskSource, MaskView } from '../state/explain/view/maskView.ts';
import { pictureChecksum } from './pictureChecksum.ts';

export interface Recipe {
  readonly format: 'stratacam-recipe';
  readonly version: 1;
  /** Version of the program that made the file. */
  readonly application: string;
  readonly model: {
    readonly name: string;
    readonly title: string;
    /** Names exactly the model's files: the first 16 digits of each one's SHA-256, joined by hyphens. */
    readonly hash: string;
  };
  /** What computed it. The device is not named: a file that is passed on need not tell on whose machine it was made. */
  readonly backend: BackendName;
  readonly preprocessing: {
    /** The grid that the network saw, in cells. */
    readonly width: number;
    readonly height: number;
    /** What 0 and 255 became. */
    readonly range: readonly [number, number];
    readonly resample: 'pillow-bilinear';
    readonly fit: Fit;
  };
  readonly picture: {
    /** The file's name, or the title of a sample. */
    readonly name: string;
    /** Upright, in its own pixels. */
    readonly width: number;
    readonly height: number;
    /** Of the file's bytes, lower-case hexadecimal; null where the browser computes none (a page without https). */
    readonly sha256: string | null;
    /** Id of a sample, or null for the user's own picture. */
    readonly sample: string | null;
    /** The box around the object, in the picture's pixels. */
    readonly box: PhotoRegion | null;
  };
  /** The class that is explained. */
  readonly target: RecipeClass;
  /** The class that was predicted. */
  readonly prediction: RecipeClass;
  readonly method: CamMethodId;
  readonly sign: Sign;
  readonly scale: Scale;
  readonly layerSet: LayerSetId;
  /** Names of the layers of the set, in network order. */
  readonly layers: readonly string[];
  /** Name of the layer that was on the screen; null where the set is empty. */
  readonly layer: string | null;
  /** How the layers' maps were made one; `mix` is there for the user's own fusion. */
  readonly fusion: { readonly id: FusionId; readonly mix: FusionMix | null };
  /** The bars that were laid over the picture before the model saw it. */
  readonly crate: Crate | null;
  /** The hot region, where the pictures show it. */
  readonly region: RecipeRegion | null;
  /**
   * The view as the fragment of a StrataCAM address, without `#`, with what was drawn on the picture as far as links
   * have room for it; empty for the default view.
   */
  readonly view: string;
}

export interface RecipeRegion {
  readonly shows: MaskView['shows'];
  /** The map that it is taken from. */
  readonly from: MaskSource;
  /** The region is {map ≥ threshold}, 0–1. */
  readonly threshold: number;
  /** Whether it was painted into or out of by hand: then the threshold alone does not give it. */
  readonly isPainted: boolean;
  /** Share of what the model saw, 0–1. */
  readonly share: number;
}

export interface RecipeClass {
  readonly classIndex: number;
  readonly label: string;
  /** Softmax or sigmoid, 0–1. */
  readonly probability: number;
}

/**
 * The recipe of what is on the screen at the moment of the call; the picture's checksum is worked out after it.
 *
 * @returns null while no maps are shown, or while the engine starts again.
 */
export async function makeRecipe(app: App): Promise<Recipe | null> {
  const { engine, shown, pictures, view, boxes } = app.store.getState();
  const raw = app.maps.raw();
  if (shown === null || raw === null || engine.phase !== 'ready') return null;
  const picture = pictures.find(({ id }) => id === shown.pictureId);
  const photo = app.photo(shown.pictureId);
  if (!picture || !photo) return null;
  const { card, id: hash } = raw.model;
  const layers = app.maps.layers();
  const recipe: Recipe = {
    format: 'stratacam-recipe',
    version: 1,
    application: applicationVersion,
    model: { name: card.name, title: card.title, hash },
    backend: engine.info.backend.name,
    preprocessing: {
      width: card.input.width,
      height: card.input.height,
      range: card.input.range,
      resample: card.input.resample,
      fit: shown.fit,
    },
    picture: {
      name: picture.name,
      width: photo.width,
      height: photo.height,
      sha256: null,
      sample: picture.origin === 'sample' ? picture.id.replace(/^sample:/, '') : null,
      box: boxes[shown.pictureId] ?? null,
    },
    target: recipeClass(shown.classIndex, card.labels, shown.prediction),
    prediction: recipeClass(shown.prediction.classIndex, card.labels, shown.prediction),
    method: raw.method,
    sign: view.sign,
    scale: view.scale,
    layerSet: view.layerSet,
    layers: layers.map(({ name }) => name),
    layer: layers[app.maps.position()]?.name ?? null,
    fusion: { id: view.fusion, mix: view.fusion === 'custom' ? view.mix : null },
    crate: shown.crate,
    region: recipeRegion(app),
    view: encodeLink({ ...view, crate: shown.crate }, null, app.marksOf(shown.pictureId)),
  };
  // A recipe without a checksum is still worth having.
  const sha256 = await pictureChecksum(app, shown.pictureId);
  return { ...recipe, picture: { ...recipe.picture, sha256 } };
}

function recipeRegion(app: App): RecipeRegion | null {
  const { shows } = app.store.getState().view.mask;
  const region = shows === 'heat' ? null : app.region();
  if (region === null) return null;
  const { from, threshold, strokes, share } = region;
  return { shows, from, threshold, isPainted: strokes.length > 0, share };
}

function recipeClass(
  classIndex: number,
  labels: readonly string[],
  { probabilities }: Prediction,
): RecipeClass {
  return {
    classIndex,
    label: labels[classIndex] ?? String(classIndex),
    // A class without a probability is one that the model does not have.
    probability: probabilities[classIndex] ?? 0,
  };
}
