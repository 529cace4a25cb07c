import type { Scene, ScenePhoto } from '../../render/api.ts';
import type { App } from '../../state/explain/app.ts';
import { isAbsent } from '../../state/explain/maps/absentMap.ts';
import type { DisplayMap } from '../../state/explain/maps/displayMap.ts';
import { shownPhoto, stageScene } from '../../state/explain/maps/stageScene.ts';
import type { ExportWork } from '../exportKind.ts';
import { createDrawing, freeDrawing } from '../picture/encodePng.ts';
import { createScenePainter, type ScenePainter } from '../picture/scenePainter.ts';
import { PAPER } from '../picture/typeface.ts';
import type { ReportFigure } from './reportFigure.ts';
import type { ReportWords } from './reportWords.ts';

/** Longer side of a picture in the report, in pixels: sharp in two columns on paper. */
const longestSide = 960;
const quality = 0.9;

/** A picture to be drawn, with its words. */
export interface FigurePlan extends Omit<ReportFigure, 'url' | 'width' | 'height'> {
  readonly scene: Scene;
}

/**
 * Draws the photo, the fused map and the layers at these positions of the layer set, as the stages show them; what
 * has no map is left out. What is on the screen at the moment of the call is what is drawn.
 */
export async function drawReportFigures(
  app: App,
  positions: readonly number[],
  words: ReportWords,
  { signal, onProgress }: ExportWork,
): Promise<readonly ReportFigure[]> {
  const photo = shownPhoto(app);
  if (photo === null) return [];
  const plans = planReportFigures(app, positions, words);
  const painter = createScenePainter();
  const figures: ReportFigure[] = [];
  try {
    for (const { scene, ...facts } of plans) {
      figures.push({ ...facts, ...(await drawScene(painter, photo, scene)) });
      signal.throwIfAborted();
      onProgress(figures.length / plans.length);
    }
  } finally {
    painter.dispose();
  }
  return figures;
}

/** What {@link drawReportFigures} draws, in this order, without drawing it. */
export function planReportFigures(
  app: App,
  positions: readonly number[],
  words: ReportWords,
): readonly FigurePlan[] {
  const plans = [
    photoPlan(app),
    fusedPlan(app, words),
    ...positions.map((place) => layerPlan(app, place, words)),
  ];
  return plans.filter((plan) => plan !== null);
}

/** The painter puts its own viewport in this place. */
const anyViewport = { scale: 1, centreX: 0, centreY: 0 };

/** Of a stage at rest; `position` is of the layer set. */
function sceneOf(app: App, source: 'layer' | 'average', position: number, bare = false): Scene {
  // At 1 the second of the two mixed layers is shown alone: the way to show any layer, not only the current one.
  const frame = { from: position, to: position, blend: 1, playing: false };
  return stageScene(app, { source, frame, viewport: anyViewport, bare });
}

function photoPlan(app: App): FigurePlan {
  const { pictures, shown } = app.store.getState();
  const name = pictures.find(({ id }) => id === shown?.pictureId)?.name ?? '';
  const scene = sceneOf(app, 'average', 0, true);
  return {
    isLead: true,
    title: shown?.crate ? 'The photo behind the crate' : 'The photo',
    caption: '',
    description: `The photo “${name}”`,
    legend: null,
    scene,
  };
}

function fusedPlan(app: App, words: ReportWords): FigurePlan | null {
  const map = app.maps.stage('average');
  if (map === null || isAbsent(map.empty)) return null;
  return { isLead: true, title: 'All layers', ...facts(map, words), scene: sceneOf(app, 'average', 0) };
}

function layerPlan(app: App, position: number, words: ReportWords): FigurePlan | null {
  const map = app.maps.layerAt(position);
  if (!map?.layer || isAbsent(map.empty)) return null;
  const title = `${words.phase(map.layer.phase)}: layer ${position + 1} of ${app.maps.layers().length}`;
  return { isLead: false, title, ...facts(map, words), scene: sceneOf(app, 'layer', position) };
}

function facts(map: DisplayMap, words: ReportWords): Pick<FigurePlan, 'caption' | 'description' | 'legend'> {
  const legend = map.empty === null ? { colours: map.colours, range: map.range } : null;
  return { caption: words.caption(map), description: map.description, legend };
}

async function drawScene(
  painter: ScenePainter,
  photo: ScenePhoto,
  scene: Scene,
): Promise<Pick<ReportFigure, 'url' | 'width' | 'height'>> {
  const scale = Math.min(1, longestSide / Math.max(photo.width, photo.height));
  const width = Math.max(1, Math.round(photo.width * scale));
  const height = Math.max(1, Math.round(photo.height * scale));
  const { canvas, context } = createDrawing(width, height);
  try {
    // JPEG has no transparency.
    context.fillStyle = PAPER;
    context.fillRect(0, 0, width, height);
    context.drawImage(painter.paint(scene, width, height), 0, 0);
    return { url: await dataUrl(await canvas.convertToBlob({ type: 'image/jpeg', quality })), width, height };
  } finally {
    freeDrawing(canvas);
  }
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('a picture could not be read back'));
    reader.readAsDataURL(blob);
  });
}
