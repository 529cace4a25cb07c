import { layerTitle } from '../../model/layers/layerTitle.ts';
import type { Scene } from '../../render/api.ts';
import { formatValue } from '../../render/paint/drawLegend.ts';
import type { App } from '../../state/explain/app.ts';
import { isAbsent } from '../../state/explain/maps/absentMap.ts';
import { stageScene } from '../../state/explain/maps/stageScene.ts';
import type { StageSource } from '../../state/explain/view/view.ts';
import type { ExportContext } from '../exportKind.ts';
import { layerPart, namePart } from '../fileName.ts';
import type { FigurePanel } from './figureLayout.ts';

/** A whole photo; the painter puts its own viewport in this place. */
const anyViewport = { scale: 1, centreX: 0, centreY: 0 };

/** What a stage shows at rest, as a scene. */
export function restingScene(app: App, source: StageSource): Scene {
  const position = app.maps.position();
  const frame = { from: position, to: position, blend: 0, playing: false };
  return stageScene(app, { source, frame, viewport: anyViewport, bare: false });
}

/** The photo alone, with the look that heat maps have now. */
export function bareScene(app: App): Scene {
  const frame = { from: 0, to: 0, blend: 0, playing: true };
  return stageScene(app, { source: 'layer', frame, viewport: anyViewport, bare: true });
}

/** The words and the legend around a stage. */
export function stagePanel({ app, words }: ExportContext, source: StageSource): FigurePanel {
  const map = app.maps.stage(source);
  const caption = words.caption(source);
  const title = words.sourceTitle(source);
  if (map === null || isAbsent(map.empty))
    return { title, caption: map?.description ?? caption, legend: null };
  const legend = {
    colours: map.colours,
    least: formatValue(map.range.min),
    most: formatValue(map.range.max),
  };
  return { title, caption: map.empty === null ? caption : `${caption} ${map.description}`.trim(), legend };
}

/** What stands in a file's name for a stage. */
export function sourcePart(app: App, source: StageSource): string {
  if (source !== 'layer') return source === 'average' ? 'all-layers' : 'last-convolution';
  const layers = app.maps.layers();
  const position = app.maps.position();
  const layer = layers[position];
  return layer ? layerPart(position, layers.length, layerTitle(layer)) : namePart(source);
}

/** The line about the whole: the prediction first, then what was asked, how it was answered, and of which photo. */
export function figureFooter({ words }: ExportContext): string {
  return [words.prediction(), words.question(), words.method(), words.picture()].join(' · ');
}
