import { cssToPhoto, type Point } from '../../../render/stage/viewport.ts';
import type { App } from '../../../state/explain/app.ts';
import { shownPhoto } from '../../../state/explain/maps/stageScene.ts';
import { regionBetween } from '../lab/regionBetween.ts';
import type { Presenter } from '../present/presenter.ts';
import { createPainter } from './createPainter.ts';

/** A press that stays this long where it is lifts the heat map off the photo. */
const HOLD_MS = 280;
/** Farther than this is a drag, in CSS pixels. */
const SLACK = 5;
const WHEEL_STEP = 0.0016;

/**
 * Hover and tap probe, drag pans, wheel and pinch zoom, double-click shows the whole photo again, press
 * and hold shows the bare photo; Shift or Alt and drag, or a drag after “Draw a box”, draws a box. With the brush in hand
 * one pointer paints; a second one gives the stroke up for a pinch. Returns the way to stop listening.
 */
export function followPointer(
  element: HTMLElement,
  app: App,
  presenter: Presenter,
  { embedded }: { embedded: boolean },
): () => void {
  const { viewport, pointer, lab } = presenter;
  const pressed = new Map<number, Point>();
  const painter = createPainter(app, presenter);
  let start: Point | null = null;
  let corner: Point | null = null;
  let holdTimer: ReturnType<typeof setTimeout> | undefined;

  const at = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const toPhoto = (point: Point) => cssToPhoto(viewport.get(), viewport.canvas(), point);
  const probe = (point: Point) => pointer.pointAt(toPhoto(point));
  const drawTo = (point: Point) => {
    const photo = shownPhoto(app);
    if (corner !== null && photo !== null) lab.setDraft(regionBetween(corner, toPhoto(point), photo));
  };
  const endHold = () => {
    clearTimeout(holdTimer);
    pointer.showBare(false);
  };

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    const point = at(event);
    pressed.set(event.pointerId, point);
    start = point;
    clearTimeout(holdTimer);
    if (pressed.size > 1) painter.cancel();
    const paints = pressed.size === 1 && painter.start(toPhoto(point));
    if (paints) pointer.showBare(false);
    else if (pressed.size === 1 && (event.shiftKey || event.altKey || lab.drawing.get()))
      corner = toPhoto(point);
    else if (pressed.size === 1) holdTimer = setTimeout(() => pointer.showBare(true), HOLD_MS);
    probe(point);
  }

  function onPointerMove(event: PointerEvent): void {
    const point = at(event);
    const former = pressed.get(event.pointerId);
    if (former !== undefined) {
      if (start !== null && Math.hypot(point.x - start.x, point.y - start.y) > SLACK) clearTimeout(holdTimer);
      if (painter.isPainting()) painter.moveTo(toPhoto(point));
      else if (corner !== null) drawTo(point);
      else move(event.pointerId, former, point);
      pressed.set(event.pointerId, point);
    }
    probe(point);
  }

  function move(id: number, former: Point, point: Point): void {
    const other = [...pressed].find(([otherId]) => otherId !== id)?.[1];
    if (other === undefined) {
      viewport.pan(point.x - former.x, point.y - former.y);
      return;
    }
    const before = Math.hypot(former.x - other.x, former.y - other.y);
    const after = Math.hypot(point.x - other.x, point.y - other.y);
    // Two fingers on one spot have no ratio.
    if (before > 0 && after > 0) {
      viewport.zoom(after / before, { x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 });
    }
    viewport.pan((point.x - former.x) / 2, (point.y - former.y) / 2);
  }

  function onPointerUp(event: PointerEvent): void {
    pressed.delete(event.pointerId);
    endHold();
    if (painter.isPainting()) {
      if (event.type === 'pointerup') painter.finish();
      else painter.cancel();
    }
    if (corner === null) return;
    const draft = lab.draft();
    corner = null;
    lab.setDraft(null);
    lab.setDrawing(false);
    if (event.type === 'pointerup' && draft !== null) app.actions.setBox(draft);
  }

  function onPointerLeave(event: PointerEvent): void {
    // A finger that is lifted leaves, but what it tapped stays probed.
    if (event.pointerType !== 'touch') pointer.pointAt(null);
  }

  function onWheel(event: WheelEvent): void {
    // In a frame the plain wheel scrolls the page around it.
    if (embedded && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    // Pinching a trackpad arrives as a wheel with Ctrl and much smaller steps.
    const step = WHEEL_STEP * lines * (event.ctrlKey ? 6 : 1);
    viewport.zoom(Math.exp(-event.deltaY * step), at(event));
    probe(at(event));
  }

  const onDoubleClick = () => {
    // Two dabs of the brush are no wish to see the whole photo.
    if (presenter.mask.brush.get() === null) viewport.reset();
  };
  const onContextMenu = (event: MouseEvent) => {
    // A long press on a touch screen means "show the photo" here.
    if (pressed.size > 0) event.preventDefault();
  };

  element.addEventListener('pointerdown', onPointerDown);
  element.addEventListener('pointermove', onPointerMove);
  element.addEventListener('pointerup', onPointerUp);
  element.addEventListener('pointercancel', onPointerUp);
  element.addEventListener('pointerleave', onPointerLeave);
  element.addEventListener('wheel', onWheel, { passive: false });
  element.addEventListener('dblclick', onDoubleClick);
  element.addEventListener('contextmenu', onContextMenu);
  return () => {
    endHold();
    element.removeEventListener('pointerdown', onPointerDown);
    element.removeEventListener('pointermove', onPointerMove);
    element.removeEventListener('pointerup', onPointerUp);
    element.removeEventListener('pointercancel', onPointerUp);
    element.removeEventListener('pointerleave', onPointerLeave);
    element.removeEventListener('wheel', onWheel);
    element.removeEventListener('dblclick', onDoubleClick);
    element.removeEventListener('contextmenu', onContextMenu);
  };
}
