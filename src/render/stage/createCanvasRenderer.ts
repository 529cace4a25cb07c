/**
 * The stage drawn with a 2D canvas, for machines without a graphics processor. Scrubbing costs one blit of
 * the photo as it was last scaled and one scaled copy of a small coloured raster.
 */
import type { Grid } from '../../cam/map/grid.ts';
import type { Scene, StageRenderer, Viewport } from '../api.ts';
import { contourLevels, contourLines, type Polyline } from '../overlay/contourLines.ts';
import { type Box, drawRegion } from '../overlay/drawRegion.ts';
import { contourWidth, PEAK_RADIUS, PEAK_WIDTH } from '../overlay/marks.ts';
import { createRegionShapes } from '../overlay/regionShapes.ts';
import { strokeTwice } from '../overlay/strokeTwice.ts';
import { createFieldCache, mixGrids } from '../paint/fieldCache.ts';
import { createHeatMapPainter } from '../paint/paintHeatMap.ts';
import { createPhotoPyramid } from './photoPyramid.ts';
import { createResolutionGovernor } from './resolutionGovernor.ts';
import { photoToCss, type Size } from './viewport.ts';

/** Side of the raster on which contour lines are searched: smooth to the eye, cheap for every frame. */
const CONTOUR_RASTER = 96;

export interface CanvasRendererOptions {
  /** Draws every pixel however long it takes, for what is saved rather than watched. */
  readonly keepsResolution?: boolean;
}

/**
 * Draws into `canvas`, whose context must not have been taken. Throws an Error where the browser gives no
 * 2D context.
 */
export function createCanvasRenderer(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  { keepsResolution = false }: CanvasRendererOptions = {},
): StageRenderer {
  // Kept in main memory: this renderer is for machines where drawing on the GPU would be emulated.
  const context = contextOf(canvas);
  const photoLayer = document.createElement('canvas');
  const photoContext = contextOf(photoLayer);
  const mapLayer = document.createElement('canvas');
  const mapContext = contextOf(mapLayer);

  const paintHeatMap = createHeatMapPainter();
  const fieldOf = createFieldCache();
  const pyramid = createPhotoPyramid();
  const governor = createResolutionGovernor();
  const shapesOf = createRegionShapes();

  let size: Size = { width: 0, height: 0 };
  let ratio = 1;
  let paintedMap: Scene | null = null;
  let paintedPhoto: Scene | null = null;
  let foundLines: { readonly scene: Scene; readonly lines: readonly ContourLine[] } | null = null;

  function setRatio(next: number): void {
    ratio = next;
    canvas.width = Math.max(1, Math.round(size.width * ratio));
    canvas.height = Math.max(1, Math.round(size.height * ratio));
    paintedPhoto = null;
  }

  function boxOf(viewport: Viewport, area: Box): Box {
    const corner = photoToCss(viewport, size, area);
    const scale = viewport.scale * ratio;
    return {
      x: corner.x * ratio,
      y: corner.y * ratio,
      width: area.width * scale,
      height: area.height * scale,
    };
  }

  function updatePhotoLayer(scene: Scene): void {
    if (paintedPhoto?.photo === scene.photo && paintedPhoto?.viewport === scene.viewport) return;
    paintedPhoto = scene;
    photoLayer.width = canvas.width;
    photoLayer.height = canvas.height;
    if (!scene.photo) return;
    const { width, height } = scene.photo;
    const box = boxOf(scene.viewport, { x: 0, y: 0, width, height });
    const version = pyramid(scene.photo, scene.viewport.scale * ratio);
    photoContext.drawImage(version, box.x, box.y, box.width, box.height);
  }

  function updateMapLayer(scene: Scene): void {
    if (paintedMap && sameMap(paintedMap, scene)) return;
    paintedMap = scene;
    const raster = paintHeatMap(scene);
    if (!raster) return;
    if (mapLayer.width !== raster.width) mapLayer.width = raster.width;
    if (mapLayer.height !== raster.height) mapLayer.height = raster.height;
    mapContext.putImageData(new ImageData(raster.data, raster.width, raster.height), 0, 0);
  }

  function linesOf(scene: Scene, from: Grid): readonly ContourLine[] {
    if (!foundLines || !sameMap(foundLines.scene, scene)) {
      const first = fieldOf(from, CONTOUR_RASTER, CONTOUR_RASTER, 'smooth');
      const second = scene.to && fieldOf(scene.to, CONTOUR_RASTER, CONTOUR_RASTER, 'smooth');
      const field = mixGrids(first, second, scene.blend);
      const lines = contourLevels(scene.colours).map((level) => ({
        width: contourWidth(level),
        polylines: contourLines(field, level),
      }));
      foundLines = { scene, lines };
    }
    return foundLines.lines;
  }

  function drawScene(scene: Scene): void {
    updatePhotoLayer(scene);
    context.globalCompositeOperation = 'copy';
    context.drawImage(photoLayer, 0, 0);
    context.globalCompositeOperation = 'source-over';
    if (!scene.photo) return;
    const seen = boxOf(scene.viewport, scene.photo.seen);
    if (scene.from) {
      updateMapLayer(scene);
      context.globalAlpha = scene.opacity;
      context.imageSmoothingEnabled = scene.smooth;
      context.drawImage(mapLayer, seen.x, seen.y, seen.width, seen.height);
      context.globalAlpha = 1;
      if (scene.contours) strokeLines(context, linesOf(scene, scene.from), seen, ratio);
    }
    if (scene.region) {
      const { viewport, photo, region } = scene;
      drawRegion(context, region, shapesOf(region.field), {
        photo: boxOf(viewport, { x: 0, y: 0, width: photo.width, height: photo.height }),
        seen,
        frame: region.frame && boxOf(viewport, region.frame),
        ratio,
      });
    }
    if (scene.peak) {
      const peak = photoToCss(scene.viewport, size, scene.peak);
      strokePeak(context, peak.x * ratio, peak.y * ratio, ratio);
    }
  }

  return {
    kind: 'canvas',
    draw(scene) {
      if (keepsResolution) {
        drawScene(scene);
        return;
      }
      const startMs = performance.now();
      drawScene(scene);
      // Drawing is only recorded until a pixel is asked for; without that the time would mean nothing.
      context.getImageData(0, 0, 1, 1);
      const next = governor.report(performance.now() - startMs);
      if (next === ratio) return;
      setRatio(next);
      drawScene(scene);
    },
    resize(width, height, pixelRatio) {
      size = { width, height };
      setRatio(governor.restart(pixelRatio));
    },
    dispose() {
      for (const layer of [canvas, photoLayer, mapLayer]) layer.width = layer.height = 0;
    },
  };
}

interface ContourLine {
  readonly width: number;
  readonly polylines: readonly Polyline[];
}

/** Whether two scenes have the same map before opacity and viewport: what colouring depends on. */
function sameMap(a: Scene, b: Scene): boolean {
  return (
    a.from === b.from &&
    a.to === b.to &&
    a.blend === b.blend &&
    a.colours === b.colours &&
    a.smooth === b.smooth
  );
}

function strokeLines(context: Context, lines: readonly ContourLine[], seen: Box, ratio: number): void {
  context.save();
  context.beginPath();
  context.rect(seen.x, seen.y, seen.width, seen.height);
  context.clip();
  for (const { width, polylines } of lines) {
    context.beginPath();
    for (const points of polylines) {
      for (let index = 0; index < points.length; index += 2) {
        const x = seen.x + (points[index]! / CONTOUR_RASTER) * seen.width;
        const y = seen.y + (points[index + 1]! / CONTOUR_RASTER) * seen.height;
        if (index === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
    }
    strokeTwice(context, width, ratio);
  }
  context.restore();
}

function strokePeak(context: Context, x: number, y: number, ratio: number): void {
  context.beginPath();
  context.arc(x, y, PEAK_RADIUS * ratio, 0, 2 * Math.PI);
  strokeTwice(context, PEAK_WIDTH, ratio);
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

function contextOf(canvas: HTMLCanvasElement | OffscreenCanvas): Context {
  // For TypeScript the two kinds of canvas have no call in common.
  const context =
    canvas instanceof HTMLCanvasElement
      ? canvas.getContext('2d', { willReadFrequently: true })
      : canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser gives no 2D canvas');
  return context;
}
