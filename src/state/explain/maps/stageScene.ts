/** From the application's state to the scene that a renderer draws: on the stages, and into what is saved. */
import type { Stroke } from '../../../cam/region/regionStrokes.ts';
import type { Scene, ScenePhoto, SceneRegion, Viewport } from '../../../render/api.ts';
import type { App } from '../app.ts';
import type { StageSource, View } from '../view/view.ts';
import { isAbsent } from './absentMap.ts';
import type { DisplayMap } from './displayMap.ts';

/** The photo that the shown maps belong to; before there are any, the current picture's. */
export function shownPhoto(app: App): ScenePhoto | null {
  const { shown, currentPictureId } = app.store.getState();
  const pictureId = shown?.pictureId ?? currentPictureId;
  return pictureId === null ? null : app.photo(pictureId);
}

/** Which layers are mixed: two positions of the layer set, and how far the second has come. */
export interface LayerMix {
  readonly from: number;
  readonly to: number;
  /** 0 shows `from`, 1 shows `to`. */
  readonly blend: number;
  readonly playing: boolean;
}

export interface SceneOptions {
  readonly source: StageSource;
  readonly frame: LayerMix;
  readonly viewport: Viewport;
  /** Shows the photo alone. */
  readonly bare: boolean;
  /** While the brush is in hand every stage shows the region's border, with the stroke that is being drawn. */
  readonly brush?: { readonly draft: Stroke | null };
}

/** What a stage draws now. Only the stage that follows the layers cross-fades. */
export function stageScene(app: App, options: SceneOptions): Scene {
  const { source, frame, viewport, bare } = options;
  const { view } = app.store.getState();
  const photo = shownPhoto(app);
  const region = bare ? null : sceneRegion(app, options);
  const fading = source === 'layer' && frame.blend > 0;
  const from = fading ? app.maps.layerAt(frame.from) : app.maps.stage(source);
  const to = fading ? app.maps.layerAt(frame.to) : null;
  const hidden =
    bare || from === null || isAbsent(from.empty) || (region !== null && showsMask(view, source));
  return {
    photo,
    from: hidden ? null : from.grid,
    to: hidden ? null : (to?.grid ?? null),
    blend: hidden || to === null ? 0 : frame.blend,
    colours: from?.colours ?? view.colourMap,
    opacity: view.opacity,
    smooth: view.smooth,
    contours: view.contours,
    peak: hidden || frame.playing || photo === null ? null : peakPoint(from, photo),
    region,
    viewport,
  };
}

/** Whether a stage shows the hot region in the place of its heat map. */
export function showsMask({ mask }: View, source: StageSource): boolean {
  return mask.shows !== 'heat' && mask.source === source;
}

function sceneRegion(app: App, { source, brush }: SceneOptions): SceneRegion | null {
  const { view } = app.store.getState();
  const shows = showsMask(view, source) ? view.mask.shows : 'heat';
  if (shows === 'heat' && !brush) return null;
  const region = app.region(brush?.draft ?? null);
  return (
    region && {
      field: region.field,
      cutOut: shows === 'cutout' ? view.mask.outside : null,
      outline: shows === 'contours' || brush !== undefined,
      frame: shows === 'box' ? region.bounds : null,
    }
  );
}

/** The middle of the strongest cell, in photo pixels. */
function peakPoint(map: DisplayMap, photo: ScenePhoto): { readonly x: number; readonly y: number } | null {
  if (map.peakCell === null) return null;
  const { seen } = photo;
  return {
    x: seen.x + ((map.peakCell.column + 0.5) / map.grid.width) * seen.width,
    y: seen.y + ((map.peakCell.row + 0.5) / map.grid.height) * seen.height,
  };
}

/** Whether two scenes look the same, so that drawing again would be waste. */
export function sameScene(a: Scene, b: Scene): boolean {
  return (
    a.photo === b.photo &&
    a.from === b.from &&
    a.to === b.to &&
    a.blend === b.blend &&
    a.colours === b.colours &&
    a.opacity === b.opacity &&
    a.smooth === b.smooth &&
    a.contours === b.contours &&
    a.peak?.x === b.peak?.x &&
    a.peak?.y === b.peak?.y &&
    sameRegion(a.region, b.region) &&
    a.viewport.scale === b.viewport.scale &&
    a.viewport.centreX === b.viewport.centreX &&
    a.viewport.centreY === b.viewport.centreY
  );
}

function sameRegion(a: SceneRegion | null, b: SceneRegion | null): boolean {
  return (
    a?.field === b?.field && a?.cutOut === b?.cutOut && a?.outline === b?.outline && a?.frame === b?.frame
  );
}
