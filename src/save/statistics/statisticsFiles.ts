import { type CsvValue, writeCsv } from '../../lib/writeCsv.ts';
import type { Recipe } from '../recipe.ts';
import type { LayerStatistics } from './layerStatistics.ts';

const columns = [
  ['picture', 'model', 'target', 'method'],
  ['index', 'layer', 'title', 'kind', 'block', 'phase', 'height', 'width'],
  ['min', 'max', 'mean', 'positive_share', 'peak_row', 'peak_column', 'empty'],
  ['fused_share', 'box_energy', 'region_energy'],
  ['recipe'],
].flat();

/**
 * One line for each layer. The first columns say what was explained, so that the tables of many pictures can be put
 * under one another; the last one holds the recipe as JSON, in the first line only. There are no lines of comment:
 * RFC 4180 knows none, and many programs stumble over them.
 */
export function statisticsCsv(layers: readonly LayerStatistics[], recipe: Recipe): string {
  const { picture, model, target, method } = recipe;
  const rows = layers.map((layer, position): readonly CsvValue[] => [
    ...[picture.name, model.hash, target.label, method],
    ...[
      layer.index,
      layer.name,
      layer.title,
      layer.kind,
      layer.block,
      layer.phase,
      layer.height,
      layer.width,
    ],
    ...[layer.min, layer.max, layer.mean, layer.positiveShare].map(shortest),
    ...[layer.peakRow, layer.peakColumn, layer.empty],
    ...[layer.fusedShare, layer.boxEnergy, layer.regionEnergy].map(shortest),
    position === 0 ? JSON.stringify(recipe) : null,
  ]);
  return writeCsv(columns, rows);
}

/** The same with the recipe at its head; `format` and `version` tell readers what they have. */
export function statisticsJson(layers: readonly LayerStatistics[], recipe: Recipe): string {
  const rounded = layers.map((layer) => ({
    ...layer,
    min: shortest(layer.min),
    max: shortest(layer.max),
    mean: shortest(layer.mean),
    positiveShare: shortest(layer.positiveShare),
    fusedShare: shortest(layer.fusedShare),
    boxEnergy: shortest(layer.boxEnergy),
    regionEnergy: shortest(layer.regionEnergy),
  }));
  return `${JSON.stringify({ format: 'stratacam-statistics', version: 1, recipe, layers: rounded }, null, 2)}\n`;
}

/** Nine digits hold every float32 exactly; a double prints up to seventeen, which say no more. */
function shortest(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(9));
}
