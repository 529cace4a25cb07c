import * as v from 'valibot';
import { camMethodIds } from '../cam/methods.ts';
import { barDirections, crateLimits } from '../image/alter/crate.ts';
import { Failure } from '../lib/failure.ts';
import { layerSetIds } from '../model/layers/layerSet.ts';
import { fusionIds, mixRules } from '../state/explain/view/fusionMix.ts';
import { maskShapes, maskSources } from '../state/explain/view/maskView.ts';
import type { Recipe } from './recipe.ts';

/** Of statistics as JSON, which carry a recipe. */
const carrierSchema = v.object({ format: v.literal('stratacam-statistics'), recipe: v.unknown() });

/** Of a version that is not known yet, this much is looked at, and nothing else of it is believed. */
const newerSchema = v.object({
  format: v.literal('stratacam-recipe'),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(2)),
  application: v.fallback(v.pipe(v.string(), v.regex(/^[\d.]{1,20}$/)), ''),
});

/** A recipe of the default model takes 6 KB; beyond this a text is no recipe. */
const longestRecipe = 1024 * 1024;
/** A file of its own may be statistics, with some 500 bytes for each layer. */
export const longestRecipeFile = 16 * 1024 * 1024;
const mostLayers = 10_000;

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const name = v.pipe(v.string(), v.nonEmpty('must not be empty'), v.maxLength(500));
const finite = v.pipe(v.number(), v.finite());
const share = v.pipe(finite, v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const side = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const within = ({ min, max }: { readonly min: number; readonly max: number }) =>
  v.pipe(finite, v.minValue(min), v.maxValue(max));

const someClass = v.object({ classIndex: count, label: name, probability: share });

const mix = v.object({
  rule: v.picklist(mixRules),
  firstLayer: count,
  lastLayer: v.nullable(count),
  blockWeights: v.pipe(
    v.record(v.pipe(v.string(), v.regex(/^\d{1,4}$/, 'must be numbers of blocks')), share),
    v.check((weights) => Object.keys(weights).length <= mostLayers, 'names too many blocks'),
  ),
  percentile: v.pipe(count, v.maxValue(100)),
});

const recipeSchema = v.object({
  format: v.literal('stratacam-recipe'),
  version: v.literal(1),
  application: name,
  model: v.object({ name, title: name, hash: name }),
  backend: v.picklist(['webgpu', 'webgl', 'wasm', 'cpu']),
  preprocessing: v.object({
    width: side,
    height: side,
    range: v.tuple([finite, finite]),
    resample: v.literal('pillow-bilinear'),
    fit: v.picklist(['stretch', 'centreCrop']),
  }),
  picture: v.object({
    name: text(10_000),
    width: side,
    height: side,
    sha256: v.nullable(
      v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')),
    ),
    sample: v.nullable(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/, 'must be the id of a sample'))),
    box: v.nullable(v.object({ x: finite, y: finite, width: finite, height: finite })),
  }),
  target: someClass,
  prediction: someClass,
  method: v.picklist(camMethodIds),
  sign: v.picklist(['positive', 'negative', 'signed']),
  scale: v.picklist(['layer', 'run']),
  layerSet: v.picklist(layerSetIds),
  layers: v.pipe(v.array(name), v.maxLength(mostLayers)),
  layer: v.nullable(name),
  fusion: v.object({ id: v.picklist(fusionIds), mix: v.nullable(mix) }),
  crate: v.nullable(
    v.object({
      bars: within(crateLimits.bars),
      thickness: within(crateLimits.thickness),
      colour: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/, 'must be #rrggbb')),
      angle: within(crateLimits.angle),
      offset: within(crateLimits.offset),
      direction: v.picklist(barDirections),
    }),
  ),
  region: v.nullable(
    v.object({
      shows: v.picklist(maskShapes),
      from: v.picklist(maskSources),
      threshold: share,
      isPainted: v.boolean(),
      share,
    }),
  ),
  view: text(4096),
});

/**
 * Reads a recipe back. It came out of a file that anyone may have written: keys that are not known are left out,
 * and nothing of it may be put into a page unescaped.
 *
 * @param json the text of a recipe, as `JSON.stringify` makes it.
 * @throws Failure `savedFileInvalid` whose `details.reason` names the first thing that is wrong; `savedFileNewer` with
 *   `{ application }`, the version of the program that made it, or '' where it names none
 */
export function parseRecipe(json: string): Recipe {
  return checkRecipe(parseJson(json, longestRecipe));
}

/** As {@link parseRecipe}, of a file that is a recipe on its own, or statistics with theirs. */
export function parseRecipeFile(json: string): Recipe {
  const value = parseJson(json, longestRecipeFile);
  const carrier = v.safeParse(carrierSchema, value);
  return checkRecipe(carrier.success ? carrier.output.recipe : value);
}

function checkRecipe(value: unknown): Recipe {
  const newer = v.safeParse(newerSchema, value);
  if (newer.success) {
    const { application } = newer.output;
    throw new Failure('savedFileNewer', `a recipe of version ${newer.output.version}`, { application });
  }
  const result = v.safeParse(recipeSchema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw invalid(`In its recipe, ${v.getDotPath(issue) ?? 'the text'} is wrong: ${issue.message}`);
}

function parseJson(json: string, longest: number): unknown {
  if (json.length > longest) throw invalid('Its recipe is longer than any recipe');
  try {
    return JSON.parse(json);
  } catch {
    throw invalid('Its recipe is cut off or was changed: it is no JSON');
  }
}

function invalid(reason: string): Failure {
  return new Failure('savedFileInvalid', reason, { reason });
}
