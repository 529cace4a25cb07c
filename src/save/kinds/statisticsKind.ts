import { formatValue } from '../../render/paint/drawLegend.ts';
import { exportKind } from '../exportKind.ts';
import { choiceOption } from '../options.ts';
import { requireRecipe } from '../requireRecipe.ts';
import { layerStatistics } from '../statistics/layerStatistics.ts';
import { statisticsCsv, statisticsJson } from '../statistics/statisticsFiles.ts';

const types = { csv: 'text/csv;charset=utf-8', json: 'application/json' } as const;

/** Every layer of the set in numbers. */
export const statisticsKind = exportKind({
  id: 'statistics',
  title: 'Layers in numbers',
  about: 'Range, mean, peak and share of every layer, for a spreadsheet or a program.',
  options: () => ({
    format: choiceOption<'csv' | 'json'>({
      label: 'Format',
      initial: 'csv',
      choices: [
        { value: 'csv', label: 'CSV, for spreadsheets' },
        { value: 'json', label: 'JSON, for programs' },
      ],
    }),
  }),
  describe({ app }, { format }) {
    return `${format.toUpperCase()}, ${app.maps.layers().length} layers`;
  },
  preview({ app }) {
    const lines = layerStatistics(app).map(({ index, title, min, max }) =>
      min === null || max === null
        ? `${index + 1}. ${title}`
        : `${index + 1}. ${title}  ${formatValue(min)} … ${formatValue(max)}`,
    );
    return { type: 'text', text: lines.join('\n') };
  },
  async run({ app }, { format }, { signal }) {
    const layers = layerStatistics(app);
    const recipe = await requireRecipe(app);
    signal.throwIfAborted();
    const text = format === 'csv' ? statisticsCsv(layers, recipe) : statisticsJson(layers, recipe);
    return { blob: new Blob([text], { type: types[format] }), extension: format, part: 'layers' };
  },
});
