import { loadPart } from '../../lib/loadPart.ts';
import { shownPhoto } from '../../state/explain/maps/stageScene.ts';
import { type ExportContext, type ExportedFile, type ExportWork, exportKind } from '../exportKind.ts';
import { choiceOption, type OptionValues, switchOption } from '../options.ts';
import { requireRecipe } from '../requireRecipe.ts';
import { animationPreview } from '../sequence/animationPreview.ts';
import { type FrameLayout, layoutFrame } from '../sequence/frameLayout.ts';
import { createFramePainter } from '../sequence/framePainter.ts';
import {
  layerSequence,
  layersOf,
  layersOption,
  sequenceProblem,
  sequenceRecipe,
  speedOption,
} from '../sequence/layerSequence.ts';
import { recordVideo } from '../video/recordVideo.ts';
import type { VideoSource } from '../video/videoForms.ts';
import { makeGif } from './gifKind.ts';

type Options = ReturnType<typeof optionsOf>;
type Values = OptionValues<Options>;

const FRAMES_PER_SECOND = 30;
/** Some decoders show a green line at the edge of films whose sides are no multiple of this. */
const SIDE_MULTIPLE = 16;
/** Of a GIF that stands in for the film. */
const LARGEST_GIF = 480;

function optionsOf(context: ExportContext) {
  return {
    layers: layersOption(context),
    side: choiceOption<'480' | '720' | '1280' | '1920'>({
      label: 'Size',
      initial: '720',
      choices: (['480', '720', '1280', '1920'] as const).map((value) => ({
        value,
        label: `${value}\u00a0px`,
      })),
    }),
    rate: speedOption(),
    fades: switchOption('Soft change from layer to layer', true),
    named: switchOption('Name of the layer', true),
  };
}

function layoutOf({ app }: ExportContext, { side, named }: Values): FrameLayout | null {
  const photo = shownPhoto(app);
  return photo && layoutFrame({ photo, side: Number(side), named, multiple: SIDE_MULTIPLE });
}

async function run(context: ExportContext, values: Values, work: ExportWork): Promise<ExportedFile> {
  const { app, words } = context;
  const layout = layoutOf(context, values);
  const pictures = layerSequence(app, values.layers);
  const recipe = sequenceRecipe(await requireRecipe(app), app, values.layers);
  if (layout === null) throw new Error('there is a recipe of a photo that is not there');
  const { encodeVideo } = await loadPart(() => import('../video/encodeVideo.ts'));
  const painter = createFramePainter(pictures, layout, values.fades);
  const layersPerFrame = values.rate / FRAMES_PER_SECOND;
  const source: VideoSource = {
    width: layout.width,
    height: layout.height,
    count: Math.max(1, Math.round(pictures.length / layersPerFrame)),
    framesPerSecond: FRAMES_PER_SECOND,
    paint: (drawing, index) => painter.paint(drawing, index * layersPerFrame),
  };
  const part = `${pictures.length}-layers`;
  const title = `${words.picture()} · ${words.prediction()}`;
  try {
    const options = { title, comment: JSON.stringify(recipe), ...work };
    const film = (await encodeVideo(source, options)) ?? (await recordVideo(source, work));
    if (film !== null) return { blob: film.blob, extension: film.form.extension, part };
  } finally {
    painter.dispose();
  }
  const side = Math.min(LARGEST_GIF, Number(values.side));
  const gif = await makeGif(context, { ...values, side, loops: true }, work);
  return { ...gif, note: 'This browser cannot make films, so it is a GIF.' };
}

/** The layers fading into each other, as the stage plays them. */
export const videoKind = exportKind<Options>({
  id: 'video',
  title: 'Video',
  about: 'The layers fading into each other, as a film: MP4, or WebM.',
  problem: sequenceProblem,
  options: optionsOf,
  describe(context, values) {
    const layout = layoutOf(context, values);
    if (layout === null) return '';
    const count = layersOf(context.app, values.layers).length;
    const seconds = (count / values.rate).toFixed(1);
    return `${count} layers, ${layout.width} × ${layout.height} pixels, ${seconds} s`;
  },
  preview(context, values) {
    const layout = layoutOf(context, values);
    if (layout === null) return null;
    const pictures = layerSequence(context.app, values.layers);
    const painter = createFramePainter(pictures, layout, values.fades);
    return animationPreview(painter, layout, pictures.length, values.rate, values.fades);
  },
  run,
});
