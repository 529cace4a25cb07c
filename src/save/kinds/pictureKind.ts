import type { PhotoRegion } from '../../image/pixels.ts';
import { shownPhoto } from '../../state/explain/maps/stageScene.ts';
import type { StageSource } from '../../state/explain/view/view.ts';
import { type ExportContext, type ExportedFile, type ExportWork, exportKind } from '../exportKind.ts';
import { choiceOption, type OptionValues, switchOption } from '../options.ts';
import { drawableScale, mostPixels } from '../picture/canvasLimits.ts';
import { drawFigure } from '../picture/drawFigure.ts';
import { type FigureLayout, layoutFigure } from '../picture/figureLayout.ts';
import { makePhotoPng, type PhotoPng } from '../picture/photoPng.ts';
import { photoScale, photoSizeOption } from '../picture/photoSize.ts';
import { pictureRatio } from '../picture/scenePainter.ts';
import { figureFooter, restingScene, sourcePart, stagePanel } from '../picture/stagePanel.ts';
import { requireRecipe } from '../requireRecipe.ts';

type Options = ReturnType<typeof optionsOf>;
type Values = OptionValues<Options>;

function optionsOf({ app, words }: ExportContext) {
  const { leftStage, rightStage } = app.store.getState().view;
  return {
    show: choiceOption<'first' | 'second' | 'both'>({
      label: 'Show',
      initial: 'both',
      choices: [
        { value: 'both', label: 'Side by side' },
        { value: 'first', label: words.sourceTitle(leftStage) },
        { value: 'second', label: words.sourceTitle(rightStage) },
      ],
    }),
    size: photoSizeOption(shownPhoto(app)),
    captioned: switchOption('Title, legend and caption', true),
  };
}

interface Figure {
  readonly sources: readonly StageSource[];
  readonly layout: FigureLayout;
  readonly ratio: number;
  /** The user's box. */
  readonly box: PhotoRegion | null;
  /** Whether it had to be made smaller than asked. */
  readonly isReduced: boolean;
}

function figureOf(context: ExportContext, { show, size, captioned }: Values): Figure | null {
  const { app } = context;
  const photo = shownPhoto(app);
  if (photo === null) return null;
  const { view, boxes, shown } = app.store.getState();
  const { leftStage, rightStage } = view;
  const box = (shown && boxes[shown.pictureId]) ?? null;
  const sources = { first: [leftStage], second: [rightStage], both: [leftStage, rightStage] }[show];
  const panels = sources.map((source) => stagePanel(context, source));
  const footer = figureFooter(context);
  const layoutAt = (scale: number) => {
    const imageWidth = Math.max(1, Math.round(photo.width * scale));
    const imageHeight = Math.max(1, Math.round(photo.height * scale));
    const ratio = pictureRatio(imageWidth, imageHeight);
    return { ratio, layout: layoutFigure({ imageWidth, imageHeight, panels, footer, captioned, ratio }) };
  };
  const asked = photoScale(photo, size);
  const figure = layoutAt(asked);
  const drawable = drawableScale(figure.layout, mostPixels());
  // A little less, because margins and letters do not shrink in proportion.
  if (drawable < 1) return { sources, box, isReduced: true, ...layoutAt(asked * drawable * 0.98) };
  return { sources, box, isReduced: false, ...figure };
}

async function run(context: ExportContext, values: Values, work: ExportWork): Promise<ExportedFile> {
  const { app } = context;
  const figure = figureOf(context, values);
  const scenes = (figure?.sources ?? []).map((source) => restingScene(app, source));
  const part = [...new Set((figure?.sources ?? []).map((source) => sourcePart(app, source)))].join('_');
  const recipe = await requireRecipe(app);
  if (figure === null) throw new Error('there is a recipe of a photo that is not there');
  const { layout, ratio, box } = figure;
  const png: PhotoPng = {
    ...{ width: layout.width, height: layout.height, scenes, recipe, part },
    photoWidth: layout.images[0]?.width ?? 0,
    draw: (drawing, full) => drawFigure(drawing, { layout, scenes: full, ratio, box }),
  };
  return makePhotoPng(app, png, work);
}

/** The photo with its heat map, as the stages show it. */
export const pictureKind = exportKind<Options>({
  id: 'picture',
  title: 'Picture',
  about: 'The photo with its heat map, as you see it.',
  copies: true,
  options: optionsOf,
  describe(context, values) {
    const figure = figureOf(context, values);
    if (figure === null) return '';
    const { width, height } = figure.layout;
    const reduced = figure.isReduced ? '. Made smaller: browsers draw no larger pictures' : '';
    return `PNG, ${width} × ${height} pixels${reduced}`;
  },
  preview(context, values) {
    const figure = figureOf(context, values);
    if (figure === null) return null;
    const { layout, ratio, box, sources } = figure;
    const scenes = sources.map((source) => restingScene(context.app, source));
    return {
      type: 'picture',
      width: layout.width,
      height: layout.height,
      moves: false,
      draw(canvas) {
        const drawing = canvas.getContext('2d');
        if (drawing) drawFigure(drawing, { layout, scenes, ratio, box }, canvas.width / layout.width);
      },
    };
  },
  run,
});
