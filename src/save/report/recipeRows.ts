import type { Scale, Sign } from '../../cam/map/display.ts';
import { extentOf, methodCatalogue } from '../../cam/methods.ts';
import type { Crate } from '../../image/alter/crate.ts';
import { layerSetTitles } from '../../model/layers/layerSet.ts';
import type { FusionMix } from '../../state/explain/view/fusionMix.ts';
import type { Recipe, RecipeClass, RecipeRegion } from '../recipe.ts';
import type { ReportWords } from './reportWords.ts';

/** One line of the recipe for people. */
export interface RecipeRow {
  readonly title: string;
  readonly value: string;
  /** For checksums, addresses and the like, where every character counts. */
  readonly isCode?: boolean;
}

const signWords: Readonly<Record<Sign, string>> = {
  positive: 'for the class',
  negative: 'against the class',
  signed: 'for and against the class',
};

const scaleWords: Readonly<Record<Scale, string>> = {
  layer: 'each layer’s own',
  run: 'the same for all layers',
};

/** The recipe as a table of two columns. */
export function recipeRows(recipe: Recipe, words: ReportWords): readonly RecipeRow[] {
  const { picture, model, preprocessing, fusion } = recipe;
  const { box } = picture;
  const inClasses = ({ label, probability }: RecipeClass) => `${label} (${words.percent(probability)})`;
  const [low, high] = preprocessing.range;
  const rows: (RecipeRow | null)[] = [
    { title: 'Picture', value: `${picture.name}, ${picture.width} × ${picture.height} pixels` },
    picture.sha256 === null ? null : { title: 'SHA-256 of the file', value: picture.sha256, isCode: true },
    box && {
      title: 'Box around the object',
      value: `${round(box.width)} × ${round(box.height)} pixels at ${round(box.x)}, ${round(box.y)}`,
    },
    { title: 'Model', value: `${model.title} (${model.name})` },
    { title: 'Files of the model', value: model.hash, isCode: true },
    {
      title: 'Network input',
      value: `${preprocessing.width} × ${preprocessing.height} cells, ${low} to ${high}`,
    },
    { title: 'Fit', value: `${words.fits[preprocessing.fit]}, resized like Pillow’s BILINEAR` },
    { title: 'Predicted', value: inClasses(recipe.prediction) },
    { title: 'Explained', value: inClasses(recipe.target) },
    { title: 'Method', value: methodCatalogue[recipe.method].title },
    { title: 'Evidence', value: signWords[recipe.sign] },
    { title: 'Range of the colours', value: scaleWords[recipe.scale] },
    { title: 'Layers', value: `${layerSetTitles[recipe.layerSet]} (${recipe.layers.length})` },
    // Other methods have nothing to fuse.
    extentOf(recipe.method) !== 'layers'
      ? null
      : {
          title: 'Fused map',
          value: words.fusions[fusion.id] + (fusion.mix === null ? '' : `: ${mixInWords(fusion.mix, words)}`),
        },
    recipe.crate && { title: 'Crate over the photo', value: crateInWords(recipe.crate, words) },
    recipe.region && { title: 'Hot region', value: regionInWords(recipe.region, words) },
    { title: 'Computed by', value: words.backends[recipe.backend] },
    { title: 'StrataCAM', value: recipe.application },
    recipe.view === ''
      ? null
      : { title: 'View, at the end of StrataCAM’s address', value: `#${recipe.view}`, isCode: true },
  ];
  return rows.filter((row) => row !== null);
}

function mixInWords({ rule, firstLayer, lastLayer, blockWeights }: FusionMix, words: ReportWords): string {
  const isWhole = firstLayer === 0 && lastLayer === null;
  const range = isWhole
    ? 'all layers'
    : `layers ${firstLayer + 1} to ${lastLayer === null ? 'the last' : lastLayer + 1}`;
  const weights = Object.entries(blockWeights).map(
    ([block, weight]) => `block ${block} weighs ${words.percent(weight)}`,
  );
  return [words.rules[rule], range, ...weights].join(', ');
}

function crateInWords({ bars, thickness, colour, angle, direction }: Crate, words: ReportWords): string {
  const ways = { both: 'each way', vertical: 'upright', horizontal: 'lying' }[direction];
  const turned = angle === 0 ? '' : `, turned by ${angle}°`;
  return `${bars} bars ${ways}, ${words.percent(thickness)} thick, ${colour}${turned}`;
}

function regionInWords({ from, threshold, isPainted, share }: RecipeRegion, words: ReportWords): string {
  const map = from === 'average' ? 'the fused map' : 'the layer’s map';
  const area = `${words.percent(share)} of what the network saw`;
  const rule = `${map} from ${words.percent(threshold)} of its range on`;
  return `${rule}${isPainted ? ', with changes by hand' : ''}: ${area}`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
