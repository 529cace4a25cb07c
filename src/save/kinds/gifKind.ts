import { loadPart } from '../../lib/loadPart.ts';
import { shownPhoto } from '../../state/explain/maps/stageScene.ts';
import { type ExportContext, type ExportedFile, type ExportWork, exportKind } from '../exportKind.ts';
import { type OptionValues, rangeOption, switchOption } from '../options.ts';
import { createDrawing, freeDrawing } from '../picture/encodePng.ts';
import { requireRecipe } from '../requireRecipe.ts';
import { animationPreview } from '../sequence/animationPreview.ts';
import { type FrameLayout, layoutFrame } from '../sequence/frameLayout.ts';
import { createFramePainter } from '../sequence/framePainter.ts';
import {
  type LayerPicture,
  layerSequence,
  layersOf,
  layersOption,
  sequenceProblem,
  sequenceRecipe,
  speedOption,
} from '../sequence/layerSequence.ts';

type Options = ReturnType<typeof optionsOf>;
type Values = OptionValues<Options>;

/** More frames than this make files that no program likes to open; then every second or third layer is taken. */
const MOST_FRAMES = 300;
/** Longer side of the frames from which the palette is chosen. */
const SURVEY_SIDE = 96;
/** What a pixel of a frame takes in the file; measured, for the estimate. */
const BYTES_PER_PIXEL = 0.5;

function optionsOf(context: ExportContext) {
  return {
    layers: layersOption(context),
    side: rangeOption({
      label: 'Size',
      min: 240,
      max: 720,
      step: 40,
      initial: 400,
      format: (side) => `${side} pixels`,
    }),
    rate: speedOption(),
    named: switchOption('Name of the layer', true),
    loops: switchOption('Starts over at the end', true),
  };
}

/** Every layer, or every nth where there would be too many. */
export function takenLayers<Item>(items: readonly Item[]): readonly Item[] {
  const step = Math.ceil(items.length / MOST_FRAMES);
  return step <= 1 ? items : items.filter((_, index) => index % step === 0);
}

function layoutOf({ app }: ExportContext, { side, named }: Values): FrameLayout | null {
  const photo = shownPhoto(app);
  return photo && layoutFrame({ photo, side, named, multiple: 1 });
}

/** Writes the pictures as a GIF; also what stands in where the browser has no encoder for films. */
export async function makeGif(
  context: ExportContext,
  values: Pick<Values, 'layers' | 'side' | 'rate' | 'named' | 'loops'>,
  { signal, onProgress }: ExportWork,
): Promise<ExportedFile> {
  const { app } = context;
  const layout = layoutOf(context, values);
  const pictures = takenLayers(layerSequence(app, values.layers));
  const recipe = sequenceRecipe(await requireRecipe(app), app, values.layers);
  const { writeGif } = await loadPart(() => import('../gif/writeGif.ts'));
  if (layout === null) throw new Error('there is a recipe of a photo that is not there');
  const { width, height, barHeight } = layout;
  const large = frameSource(pictures, layout, 1);
  const small = frameSource(pictures, layout, Math.min(1, SURVEY_SIDE / Math.max(width, height)));
  try {
    const blob = await writeGif(
      {
        width,
        height,
        photoRows: height - barHeight,
        count: pictures.length,
        frame: large.frame,
        smallFrame: small.frame,
      },
      { framesPerSecond: values.rate, loops: values.loops, recipe, signal, onProgress },
    );
    return { blob, extension: 'gif', part: `${pictures.length}-layers` };
  } finally {
    large.dispose();
    small.dispose();
  }
}

function frameSource(pictures: readonly LayerPicture[], layout: FrameLayout, scale: number) {
  const width = Math.max(1, Math.round(layout.width * scale));
  const height = Math.max(1, Math.round(layout.height * scale));
  const { canvas, context } = createDrawing(width, height);
  const painter = createFramePainter(pictures, layout, false);
  return {
    frame(index: number): Uint8ClampedArray {
      painter.paint(context, index, scale);
      return context.getImageData(0, 0, width, height).data;
    },
    dispose() {
      painter.dispose();
      freeDrawing(canvas);
    },
  };
}

/** The layers one after another, for slides, chats and blog posts. */
export const gifKind = exportKind<Options>({
  id: 'gif',
  title: 'GIF',
  about: 'The layers one after another, to put into slides, chats and posts.',
  problem: sequenceProblem,
  options: optionsOf,
  describe(context, values) {
    const layout = layoutOf(context, values);
    if (layout === null) return '';
    const count = takenLayers(layersOf(context.app, values.layers)).length;
    const seconds = (count / values.rate).toFixed(1);
    const megabytes = (layout.width * layout.height * count * BYTES_PER_PIXEL) / 1e6;
    const size = megabytes < 1 ? 'less than 1 MB' : `about ${Math.round(megabytes)} MB`;
    return `${count} frames, ${layout.width} × ${layout.height} pixels, ${seconds} s, ${size}`;
  },
  preview(context, values) {
    const layout = layoutOf(context, values);
    const pictures = takenLayers(layerSequence(context.app, values.layers));
    return (
      layout &&
      animationPreview(createFramePainter(pictures, layout, false), layout, pictures.length, values.rate)
    );
  },
  run: makeGif,
});
