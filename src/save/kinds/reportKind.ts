import type { App } from '../../state/explain/app.ts';
import { exportKind } from '../exportKind.ts';
import { choiceOption, switchOption } from '../options.ts';
import type { RecipeClass } from '../recipe.ts';
import { drawReportFigures, planReportFigures } from '../report/drawReportFigures.ts';
import { reportHtml } from '../report/reportHtml.ts';
import { type ReportLayers, reportLayers } from '../report/reportLayers.ts';
import { requireRecipe } from '../requireRecipe.ts';
import { layerStatistics } from '../statistics/layerStatistics.ts';

const mostClasses = 5;

/** Everything about one picture in one HTML file. */
export const reportKind = exportKind({
  id: 'report',
  title: 'Report',
  about: 'Photo, maps, recipe and numbers in one HTML file that opens anywhere and prints.',
  options: () => ({
    layers: choiceOption<ReportLayers>({
      label: 'Single layers',
      initial: 'story',
      choices: [
        { value: 'story', label: 'This one, one per phase, last convolution' },
        { value: 'current', label: 'This one' },
        { value: 'blocks', label: 'Every block’s output' },
        { value: 'none', label: 'None' },
      ],
    }),
    numbers: switchOption('Table of all layers in numbers', true),
  }),
  describe({ app, words }, { layers }) {
    return `HTML, ${planReportFigures(app, reportLayers(app, layers), words.report).length} pictures`;
  },
  preview({ app, words }, { layers, numbers }) {
    const figures = planReportFigures(app, reportLayers(app, layers), words.report);
    const lines = [
      `${words.picture()}: ${words.prediction()}, ${words.question()}`,
      '',
      // Of a caption the first sentence, which names the layer.
      ...figures.map(({ title, caption }) =>
        caption === '' ? title : `${title}\n  ${caption.split('. ')[0]}`,
      ),
      '',
      'How it was made',
      ...(numbers ? ['Layers in numbers'] : []),
    ];
    return { type: 'text', text: lines.join('\n') };
  },
  async run({ app, words }, { layers, numbers }, work) {
    const statistics = numbers ? layerStatistics(app) : [];
    const classes = likelyClasses(app);
    // Begun together, so that both are of what is on the screen now.
    const [recipe, figures] = await Promise.all([
      requireRecipe(app),
      drawReportFigures(app, reportLayers(app, layers), words.report, work),
    ]);
    const contents = { recipe, classes, figures, statistics, savedAt: new Date() };
    const blob = new Blob([reportHtml(contents, words.report)], { type: 'text/html;charset=utf-8' });
    work.signal.throwIfAborted();
    return { blob, extension: 'html', part: 'report' };
  },
});

/** Best first. */
function likelyClasses({ store, maps }: App): readonly RecipeClass[] {
  const labels = maps.raw()?.model.card.labels ?? [];
  const probabilities = store.getState().shown?.prediction.probabilities ?? [];
  return probabilities
    .map((probability, classIndex) => ({
      classIndex,
      label: labels[classIndex] ?? String(classIndex),
      probability,
    }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, mostClasses);
}
