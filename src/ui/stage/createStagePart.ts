import type { Scene } from '../../render/api.ts';
import { createStageRenderer } from '../../render/createStageRenderer.ts';
import { formatValue } from '../../render/drawLegend.ts';
import { photoToCss } from '../../render/viewport.ts';
import type { App } from '../../state/app.ts';
import { sameScene, shownPhoto, stageScene } from '../../state/stageScene.ts';
import type { StageSource } from '../../state/view.ts';
import type { Presenter } from '../present/presenter.ts';

interface StageElements {
  readonly source: StageSource;
  /** Filled with a canvas. */
  readonly host: HTMLElement;
  readonly crosshair: { readonly current: HTMLElement | null };
  /** Laid around the user's box. */
  readonly box: { readonly current: HTMLElement | null };
  readonly readout: { readonly current: HTMLElement | null };
}

export interface StagePart {
  /** CSS size of the canvas. */
  resize(width: number, height: number): void;
  dispose(): void;
}

/** Connects one stage to the presenter: draws when its scene changed, shows what the pointer is on. */
export function createStagePart(app: App, presenter: Presenter, elements: StageElements): StagePart {
  const { source, host, crosshair, box, readout } = elements;
  const renderer = createStageRenderer(host);
  let drawn: Scene | null = null;
  let pixelRatio = 0;

  const remove = presenter.add((frame) => {
    const photo = shownPhoto(app);
    if (photo !== null) presenter.viewport.setPhoto(photo);
    const viewport = presenter.viewport.get();
    const scene = stageScene(app, { source, frame, viewport, bare: presenter.pointer.bare.get() });
    // Moving the window to another screen changes the ratio without changing the size.
    if (pixelRatio !== devicePixelRatio) fitCanvas();
    if (drawn === null || !sameScene(drawn, scene)) renderer.draw(scene);
    drawn = scene;
    showBox();
    showReading();
    return false;
  });

  function fitCanvas(): void {
    const { width, height } = presenter.viewport.canvas();
    pixelRatio = devicePixelRatio;
    renderer.resize(width, height, pixelRatio);
    drawn = null;
  }

  function showBox(): void {
    const frame = box.current;
    if (frame === null) return;
    const { shown, boxes } = app.store.getState();
    const region = presenter.lab.draft() ?? (shown && boxes[shown.pictureId]) ?? null;
    frame.hidden = region === null || presenter.pointer.bare.get();
    if (region === null) return;
    const viewport = presenter.viewport.get();
    const { x, y } = photoToCss(viewport, presenter.viewport.canvas(), region);
    frame.style.transform = `translate(${x}px, ${y}px)`;
    frame.style.width = `${region.width * viewport.scale}px`;
    frame.style.height = `${region.height * viewport.scale}px`;
  }

  function showReading(): void {
    const point = presenter.pointer.point();
    const reading = point === null ? null : app.maps.probe(source, point.x, point.y);
    const cross = crosshair.current;
    if (cross !== null) {
      cross.hidden = point === null;
      if (point !== null) {
        const { x, y } = photoToCss(presenter.viewport.get(), presenter.viewport.canvas(), point);
        cross.style.transform = `translate(${x}px, ${y}px)`;
      }
    }
    const text = readout.current;
    if (text === null) return;
    const words =
      point === null || reading === null
        ? ''
        : `${formatValue(reading.value)} · cell ${reading.column + 1}, ${reading.row + 1} · photo ${Math.floor(point.x)}, ${Math.floor(point.y)}`;
    if (text.textContent !== words) text.textContent = words;
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
