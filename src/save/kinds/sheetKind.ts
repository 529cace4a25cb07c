import { formatValue } from '../../render/paint/drawLegend.ts';
import { shownPhoto } from '../../state/explain/maps/stageScene.ts';
import { type ExportContext, type ExportedFile, type ExportWork, exportKind } from '../exportKind.ts';
import { letPageBreathe } from '../letPageBreathe.ts';
import { choiceOption, type OptionValues } from '../options.ts';
import { drawableScale, mostPixels } from '../picture/canvasLimits.ts';
import { createDrawing, encodePng, freeDrawing } from '../picture/encodePng.ts';
import { requireRecipe } from '../requireRecipe.ts';
import {
  layerSequence,
  layersOf,
  layersOption,
  sequenceProblem,
  sequenceRecipe,
} from '../sequence/layerSequence.ts';
import { createTileDrawer, drawSheetHead, type SheetWords } from '../sheet/drawSheet.ts';
import { layoutSheet, type SheetLayout } from '../sheet/sheetLayout.ts';

type Options = ReturnType<typeof optionsOf>;
type Values = OptionValues<Options>;

const ratios = { screen: 1, print: 2, poster: 3 } as const;
/** Share of the work that drawing is; the rest is compressing. */
const DRAWING_SHARE = 0.8;

function optionsOf(context: ExportContext) {
  return {
    layers: layersOption(context),
    size: choiceOption<keyof typeof ratios>({
      label: 'For',
      initial: 'screen',
      choices: [
        { value: 'screen', label: 'Screen' },
        { value: 'print', label: 'Print' },
        { value: 'poster', label: 'Poster' },
      ],
    }),
  };
}

/** As large as was asked, or as a canvas may be. */
function layoutOf({ app }: ExportContext, { layers, size }: Values): SheetLayout | null {
  const photo = shownPhoto(app);
  if (photo === null) return null;
  const { length } = layersOf(app, layers);
  const asked = layoutSheet(photo, length, ratios[size]);
  const drawable = drawableScale(asked, mostPixels());
  return drawable < 1 ? layoutSheet(photo, length, ratios[size] * drawable * 0.99) : asked;
}

function wordsOf({ app, words }: ExportContext, count: number): SheetWords {
  const { view } = app.store.getState();
  const map = app.maps.layerAt(app.maps.position());
  const isShared = view.scale === 'run' && map !== null;
  const about = [words.prediction(), words.question(), words.method(), `${count} layers`].join(' · ');
  const colours = map?.colours ?? view.colourMap;
  // On a range of its own each layer's colours go from its least to its most.
  const ends =
    isShared || colours === 'diverging'
      ? {
          least: isShared ? formatValue(map.range.min) : 'against',
          most: isShared ? formatValue(map.range.max) : 'for',
        }
      : { least: 'least', most: 'most of each layer' };
  return { title: words.picture(), about, legend: { colours, ...ends } };
}

async function run(context: ExportContext, values: Values, work: ExportWork): Promise<ExportedFile> {
  const { app } = context;
  const { signal, onProgress } = work;
  const layout = layoutOf(context, values);
  const pictures = layerSequence(app, values.layers);
  const words = wordsOf(context, pictures.length);
  const recipe = sequenceRecipe(await requireRecipe(app), app, values.layers);
  if (layout === null) throw new Error('there is a recipe of a photo that is not there');
  const { canvas, context: drawing } = createDrawing(layout.width, layout.height);
  const tiles = createTileDrawer(drawing, layout, pictures, 1);
  try {
    drawSheetHead(drawing, layout, words);
    for (let index = 0; index < pictures.length; index++) {
      await letPageBreathe(signal);
      tiles.draw(index);
      onProgress((DRAWING_SHARE * (index + 1)) / pictures.length);
    }
    const blob = await encodePng(canvas, recipe);
    signal.throwIfAborted();
    return { blob, extension: 'png', part: `filmstrip_${pictures.length}-layers` };
  } finally {
    tiles.dispose();
    freeDrawing(canvas);
  }
}

/** All layers on one page. */
export const sheetKind = exportKind<Options>({
  id: 'sheet',
  title: 'Filmstrip sheet',
  about: 'All layers on one page, with their names.',
  copies: true,
  problem: sequenceProblem,
  options: optionsOf,
  describe(context, values) {
    const layout = layoutOf(context, values);
    return layout === null ? '' : `PNG, ${layout.width} × ${layout.height} pixels`;
  },
  preview(context, values) {
    const layout = layoutOf(context, values);
    if (layout === null) return null;
    const pictures = layerSequence(context.app, values.layers);
    return {
      type: 'picture',
      width: layout.width,
      height: layout.height,
      moves: false,
      draw(canvas) {
        const drawing = canvas.getContext('2d');
        if (!drawing) return;
        const scale = canvas.width / layout.width;
        drawing.setTransform(scale, 0, 0, scale, 0, 0);
        drawSheetHead(drawing, layout, wordsOf(context, pictures.length));
        const tiles = createTileDrawer(drawing, layout, pictures, scale);
        for (let index = 0; index < pictures.length; index++) tiles.draw(index);
        tiles.dispose();
        drawing.setTransform(1, 0, 0, 1, 0, 0);
      },
    };
  },
  run,
});
