import { createThumbnailStrip } from '../../../render/film/drawThumbnails.ts';
import type { App } from '../../../state/explain/app.ts';
import { shownPhoto } from '../../../state/explain/maps/stageScene.ts';
import type { View } from '../../../state/explain/view/view.ts';
import type { Presenter } from '../present/presenter.ts';
import { FILM_GAP, FILM_SIZE, FILM_STEP, filmLeft, filmPlaceAt } from './filmGeometry.ts';

/** The heat maps are what the film is for; the photo only shows where they lie. */
const OPACITY = 0.8;
/** Share of the way to a chosen thumbnail that is left after one millisecond. */
const GLIDE = 0.98;
/** Farther away, in thumbnails, gliding would only delay. */
const FARTHEST_GLIDE = 12;
const SLACK = 4;
/** While frames follow each other the pictures are only renewed so often: all of them take longer than a frame. */
const RENEW_EVERY_MS = 1000;
/** And so many more thumbnails than are in view, to each side. */
const BEYOND_VIEW = 12;

export interface FilmPart {
  dispose(): void;
}

/** Keeps the strip's pictures and place, and turns presses and drags on it into positions. */
export function createFilmPart(
  app: App,
  presenter: Presenter,
  host: HTMLElement,
  canvas: HTMLCanvasElement,
  gate: HTMLElement,
): FilmPart {
  const strip = createThumbnailStrip(canvas);
  let place = app.maps.position();
  let lastMs = 0;
  let width = host.clientWidth;
  let shownMs = Number.NEGATIVE_INFINITY;
  /** Around which place the pictures were renewed, and for which width; all of them are there where that is null. */
  let renewed: { readonly place: number; readonly width: number } | null = null;
  let drag: { readonly x: number; readonly place: number; moved: boolean } | null = null;

  function showMaps(): void {
    const { view, shown, sequence } = app.store.getState();
    if (shown === null) return;
    shownMs = performance.now();
    const isRunning = sequence.phase === 'running';
    renewed = isRunning ? { place: app.maps.position(), width } : null;
    strip.show({
      photo: shownPhoto(app),
      count: app.maps.layers().length,
      mapAt(position) {
        const map = app.maps.layerAt(position);
        return map === null || map.empty !== null ? null : map;
      },
      size: FILM_SIZE,
      gap: FILM_GAP,
      opacity: OPACITY,
      smooth: view.smooth,
      first: app.maps.position(),
      reach: isRunning ? reachInView() : Number.POSITIVE_INFINITY,
      pixelRatio: Math.min(2, devicePixelRatio),
    });
  }

  /** To the farther end of what is in view, and a little beyond, for who moves the film before it is renewed. */
  function reachInView(): number {
    const position = app.maps.position();
    const count = app.maps.layers().length;
    const before = position - filmPlaceAt(0, position, count, width);
    const behind = filmPlaceAt(width, position, count, width) - position;
    return Math.max(before, behind) + BEYOND_VIEW;
  }

  const remove = presenter.add((frame, timeMs) => {
    const target = drag?.moved === true ? place : frame.position;
    const distance = target - place;
    const far = Math.abs(distance);
    const still = frame.playing || far < 0.01 || far > FARTHEST_GLIDE || presenter.reducedMotion();
    const elapsedMs = Math.min(100, lastMs === 0 ? 16 : timeMs - lastMs);
    place = still ? target : place + distance * (1 - GLIDE ** elapsedMs);
    lastMs = still ? 0 : timeMs;
    const count = app.maps.layers().length;
    const left = filmLeft(place, count, width);
    if (
      renewed &&
      (width !== renewed.width || Math.abs(app.maps.position() - renewed.place) > BEYOND_VIEW / 2)
    ) {
      showMaps();
    }
    gate.hidden = count === 0 || app.store.getState().shown === null;
    canvas.style.transform = `translateX(${left}px)`;
    gate.style.transform = `translateX(${left + place * FILM_STEP}px)`;
    return !still;
  });

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    host.setPointerCapture(event.pointerId);
    drag = { x: event.clientX, place, moved: false };
  }

  function onPointerMove(event: PointerEvent): void {
    if (drag === null) return;
    const deltaX = event.clientX - drag.x;
    if (!drag.moved && Math.abs(deltaX) <= SLACK) return;
    if (!drag.moved) app.actions.pause();
    drag.moved = true;
    place = Math.min(app.maps.layers().length - 1, Math.max(0, drag.place - deltaX / FILM_STEP));
    app.actions.goToPosition(Math.round(place));
    presenter.invalidate();
  }

  function onPointerUp(event: PointerEvent): void {
    if (drag !== null && !drag.moved) {
      const x = event.clientX - host.getBoundingClientRect().left;
      app.actions.pause();
      app.actions.goToPosition(filmPlaceAt(x, drag.place, app.maps.layers().length, width));
    }
    drag = null;
    presenter.invalidate();
  }

  const observer = new ResizeObserver(() => {
    width = host.clientWidth;
    presenter.invalidate();
  });
  observer.observe(host);
  host.addEventListener('pointerdown', onPointerDown);
  host.addEventListener('pointermove', onPointerMove);
  host.addEventListener('pointerup', onPointerUp);
  host.addEventListener('pointercancel', onPointerUp);
  showMaps();
  const unsubscribe = app.store.subscribe((state, former) => {
    const isDerived = state.derivation.phase !== former.derivation.phase;
    const isRunning = state.sequence.phase === 'running';
    const hasStopped = !isRunning && former.sequence.phase === 'running';
    const isDue = !isRunning || performance.now() - shownMs >= RENEW_EVERY_MS;
    const isOtherRun = state.shown !== former.shown && isDue;
    if (isOtherRun || hasStopped || isDerived || !sameValues(look(state.view), look(former.view))) showMaps();
  });

  return {
    dispose() {
      unsubscribe();
      observer.disconnect();
      remove();
      strip.dispose();
      host.removeEventListener('pointerdown', onPointerDown);
      host.removeEventListener('pointermove', onPointerMove);
      host.removeEventListener('pointerup', onPointerUp);
      host.removeEventListener('pointercancel', onPointerUp);
    },
  };
}

/** What of a view the film's pictures depend on: neither the place on it nor how layers are fused. */
function look({
  layer: _layer,
  fusion: _fusion,
  mix: _mix,
  ...rest
}: View): Omit<View, 'layer' | 'fusion' | 'mix'> {
  return rest;
}

function sameValues<Values extends Readonly<Record<string, unknown>>>(a: Values, b: Values): boolean {
  return Object.keys(a).every((key) => a[key] === b[key]);
}
