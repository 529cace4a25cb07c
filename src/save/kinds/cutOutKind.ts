import type { Scene } from '../../render/api.ts';
import type { App } from '../../state/explain/app.ts';
import { shownPhoto } from '../../state/explain/maps/stageScene.ts';
import { type ExportContext, type ExportedFile, type ExportWork, exportKind } from '../exportKind.ts';
import { type OptionValues, switchOption } from '../options.ts';
import { drawableScale, mostPixels } from '../picture/canvasLimits.ts';
import type { DrawingContext } from '../picture/drawingContext.ts';
import type { FigureBox } from '../picture/figureLayout.ts';
import { makePhotoPng, type PhotoPng } from '../picture/photoPng.ts';
import { photoScale, photoSizeOption } from '../picture/photoSize.ts';
import { createScenePainter } from '../picture/scenePainter.ts';
import { bareScene, sourcePart } from '../picture/stagePanel.ts';
import { requireRecipe } from '../requireRecipe.ts';

type Options = ReturnType<typeof optionsOf>;
type Values = OptionValues<Options>;

function optionsOf({ app }: ExportContext) {
  return {
    size: photoSizeOption(shownPhoto(app)),
    trimmed: switchOption('Cut to the region', false),
  };
}

interface CutOut {
  readonly scene: Scene;
  /** Of the whole photo as it is drawn. */
  readonly photo: { readonly width: number; readonly height: number };
  /** The part of it that is saved, in whole pixels. */
  readonly part: FigureBox;
}

/** Null where there is no region. */
function cutOutOf(app: App, { size, trimmed }: Values): CutOut | null {
  const photo = shownPhoto(app);
  const region = app.region();
  if (photo === null || region === null || region.bounds === null) return null;
  const asked = photoScale(photo, size);
  const scale =
    asked * drawableScale({ width: photo.width * asked, height: photo.height * asked }, mostPixels());
  const width = Math.max(1, Math.round(photo.width * scale));
  const height = Math.max(1, Math.round(photo.height * scale));
  const whole = { x: 0, y: 0, width, height };
  const scene: Scene = {
    ...bareScene(app),
    region: { field: region.field, cutOut: 'transparent', outline: false, frame: null },
  };
  return { scene, photo: whole, part: trimmed ? scaledBox(region.bounds, scale, whole) : whole };
}

/** A box of the photo in the picture's whole pixels, inside of it. */
function scaledBox(box: FigureBox, scale: number, whole: FigureBox): FigureBox {
  const x = Math.max(0, Math.floor(box.x * scale));
  const y = Math.max(0, Math.floor(box.y * scale));
  return {
    x,
    y,
    width: Math.max(1, Math.min(whole.width, Math.ceil((box.x + box.width) * scale)) - x),
    height: Math.max(1, Math.min(whole.height, Math.ceil((box.y + box.height) * scale)) - y),
  };
}

/** Draws the part at the origin; `scale` makes it smaller. */
function drawCutOut(context: DrawingContext, { photo, part }: CutOut, scene: Scene, scale = 1): void {
  const painter = createScenePainter();
  const width = Math.max(1, Math.round(photo.width * scale));
  const height = Math.max(1, Math.round(photo.height * scale));
  context.drawImage(painter.paint(scene, width, height), -part.x * scale, -part.y * scale);
  painter.dispose();
}

async function run({ app }: ExportContext, values: Values, work: ExportWork): Promise<ExportedFile> {
  const cutOut = cutOutOf(app, values);
  const part = `${sourcePart(app, app.store.getState().view.mask.source)}_cut-out`;
  const recipe = await requireRecipe(app);
  if (cutOut === null) throw new Error('a cut-out was offered without a region');
  const { width, height } = cutOut.part;
  const png: PhotoPng = {
    ...{ width, height, recipe, part },
    scenes: [cutOut.scene],
    photoWidth: cutOut.photo.width,
    draw(context, [scene]) {
      if (scene) drawCutOut(context, cutOut, scene);
    },
  };
  return makePhotoPng(app, png, work);
}

/** The hot region without what is around it. */
export const cutOutKind = exportKind<Options>({
  id: 'cutOut',
  title: 'Cut-out',
  about: 'The hottest region of the photo alone; what is around it is transparent.',
  copies: true,
  problem({ app }) {
    const region = app.region();
    if (region === null) {
      return 'There is no region to cut out: the map that it would be taken from shows nothing. Choose another under “Mask”.';
    }
    if (region.bounds === null) return 'The region is empty. Lower its threshold under “Mask”.';
    return null;
  },
  options: optionsOf,
  describe({ app }, values) {
    const cutOut = cutOutOf(app, values);
    const share = app.region()?.share;
    if (cutOut === null || share === undefined) return '';
    const { width, height } = cutOut.part;
    return `PNG, ${width} × ${height} pixels; the region is ${Math.round(share * 100)} % of what the network saw`;
  },
  preview({ app }, values) {
    const cutOut = cutOutOf(app, values);
    if (cutOut === null) return null;
    const { part, scene } = cutOut;
    return {
      type: 'picture',
      width: part.width,
      height: part.height,
      moves: false,
      isTransparent: true,
      draw(canvas) {
        const context = canvas.getContext('2d');
        if (context) drawCutOut(context, cutOut, scene, canvas.width / part.width);
      },
    };
  },
  run,
});
