import type { PhotoRegion } from '../../../image/pixels.ts';
import type { Scene } from '../../../render/api.ts';
import { formatValue } from '../../../render/paint/drawLegend.ts';
import { createStageRenderer } from '../../../render/stage/createStageRenderer.ts';
import { type Point, photoToCss } from '../../../render/stage/viewport.ts';
import type { App } from '../../../state/explain/app.ts';
import type { ProbeReading } from '../../../state/explain/maps/displayMap.ts';
import { sameScene, shownPhoto, stageScene } from '../../../state/explain/maps/stageScene.ts';
import type { StageSource } from '../../../state/explain/view/view.ts';
import type { Presenter } from '../present/presenter.ts';
import { brushRadius } from './createPainter.ts';

/** Narrower than this, in CSS pixels, the reading has no room for the place in the photo. */
const roomForPhotoPlace = 420;

interface StageElements {
  readonly source: StageSource;
  /** Filled with a canvas. */
  readonly host: HTMLElement;
  readonly crosshair: { readonly current: HTMLElement | null };
  /** Lies under the photo where a cut-out is transparent. */
  readonly checker: { readonly current: HTMLElement | null };
  /** Laid around the user's box. */
  readonly box: { readonly current: HTMLElement | null };
  /** Shows the size of the brush where the pointer is. */
  readonly ring: { readonly current: HTMLElement | null };
  readonly readout: { readonly current: HTMLElement | null };
}

export interface StagePart {
  /** CSS size of the canvas. */
  resize(width: number, height: number): void;
  dispose(): void;
}

/** Connects one stage to the presenter: draws when its scene changed, shows what the pointer is on. */
export function createStagePart(app: App, presenter: Presenter, elements: StageElements): StagePart {
  const { source, host, checker, crosshair, box, ring, readout } = elements;
  const renderer = createStageRenderer(host, 'auto', noteDrawing);
  noteDrawing();
  let drawn: Scene | null = null;
  let pixelRatio = 0;
  let said = '';

  const remove = presenter.add((frame) => {
    const photo = shownPhoto(app);
    if (photo !== null) presenter.viewport.setPhoto(photo);
    const viewport = presenter.viewport.get();
    const { brush, draft } = presenter.mask;
    const scene = stageScene(app, {
      source,
      frame,
      viewport,
      bare: presenter.pointer.bare.get(),
      ...(brush.get() !== null && { brush: { draft: draft() } }),
    });
    // Moving the window to another screen changes the ratio without changing the size.
    if (pixelRatio !== devicePixelRatio) fitCanvas();
    if (drawn === null || !sameScene(drawn, scene)) renderer.draw(scene);
    drawn = scene;
    showChecker(scene);
    showBox();
    showReading();
    return false;
  });

  function noteDrawing(): void {
    presenter.drawing.note(renderer.canvasReason ?? 'webgl');
  }

  function fitCanvas(): void {
    const { width, height } = presenter.viewport.canvas();
    pixelRatio = devicePixelRatio;
    renderer.resize(width, height, pixelRatio);
    drawn = null;
  }

  function showChecker({ photo, region }: Scene): void {
    const mark = checker.current;
    if (mark === null) return;
    mark.hidden = photo === null || region?.cutOut !== 'transparent';
    if (photo !== null && !mark.hidden)
      layOver(mark, { x: 0, y: 0, width: photo.width, height: photo.height });
  }

  /** A rectangle in photo pixels. */
  function layOver(mark: HTMLElement, area: PhotoRegion): void {
    const viewport = presenter.viewport.get();
    const { x, y } = photoToCss(viewport, presenter.viewport.canvas(), area);
    mark.style.transform = `translate(${x}px, ${y}px)`;
    mark.style.width = `${area.width * viewport.scale}px`;
    mark.style.height = `${area.height * viewport.scale}px`;
  }

  function showBox(): void {
    const frame = box.current;
    if (frame === null) return;
    const { shown, boxes } = app.store.getState();
    const region = presenter.lab.draft() ?? (shown && boxes[shown.pictureId]) ?? null;
    frame.hidden = region === null || presenter.pointer.bare.get();
    if (region !== null) layOver(frame, region);
  }

  function showReading(): void {
    const point = presenter.pointer.point();
    const reading = point === null ? null : app.maps.probe(source, point.x, point.y);
    const painting = presenter.mask.brush.get() !== null;
    const place = point && photoToCss(presenter.viewport.get(), presenter.viewport.canvas(), point);
    move(crosshair.current, painting ? null : place);
    move(ring.current, painting ? place : null);
    if (painting && ring.current !== null) {
      const radius = brushRadius(app, presenter.mask.brushSize.get()) * presenter.viewport.get().scale;
      ring.current.style.setProperty('--brush', `${radius}px`);
    }
    const text = readout.current;
    if (text === null) return;
    const words = point === null || reading === null ? '' : readingWords(reading, point);
    if (said === words) return;
    said = words;
    text.textContent = words;
  }

  function move(mark: HTMLElement | null, place: Point | null): void {
    if (mark === null) return;
    mark.hidden = place === null;
    if (place !== null) mark.style.transform = `translate(${place.x}px, ${place.y}px)`;
  }

  function readingWords({ value, column, row }: ProbeReading, { x, y }: Point): string {
    const parts = [formatValue(value), `cell ${column + 1}, ${row + 1}`];
    // Beside the legend there is room for two of three.
    if (host.clientWidth >= roomForPhotoPlace) parts.push(`photo ${Math.floor(x)}, ${Math.floor(y)}`);
    return parts.join(' · ');
  }

  return {
    resize(width, height) {
      if (width === 0 || height === 0) return;
      presenter.viewport.resize({ width, height });
      fitCanvas();
      presenter.invalidate();
    },
    dispose() {
      remove();
      renderer.dispose();
    },
  };
}
