import type { Stroke } from '../../../cam/region/regionStrokes.ts';
import type { Point } from '../../../render/stage/viewport.ts';
import type { App } from '../../../state/explain/app.ts';
import { shownPhoto } from '../../../state/explain/maps/stageScene.ts';
import type { Presenter } from '../present/presenter.ts';

/** Draws strokes of the brush, from where a pointer is pressed to where it is lifted. Points in photo pixels. */
export interface Painter {
  /** False where the brush is not in hand. */
  start(point: Point): boolean;
  isPainting(): boolean;
  moveTo(point: Point): void;
  /** Makes the stroke a part of the region. */
  finish(): void;
  /** Forgets the stroke. */
  cancel(): void;
}

/** Points nearer to each other than this share of the brush's radius change nothing that is seen. */
const spacing = 0.2;

export function createPainter(app: App, { mask }: Presenter): Painter {
  let last: Point | null = null;

  function cancel(): void {
    last = null;
    mask.setDraft(null);
  }

  return {
    start(point) {
      const mode = mask.brush.get();
      const radius = brushRadius(app, mask.brushSize.get());
      if (mode === null || radius === 0) return false;
      last = point;
      mask.setDraft({ adds: mode === 'paint', shape: { kind: 'line', points: [point], radius } });
      return true;
    },
    isPainting: () => last !== null,
    moveTo(point) {
      const draft = mask.draft();
      if (last === null || draft?.shape.kind !== 'line') return;
      const { shape } = draft;
      if (Math.hypot(point.x - last.x, point.y - last.y) < shape.radius * spacing) return;
      last = point;
      const longer: Stroke = { ...draft, shape: { ...shape, points: [...shape.points, point] } };
      mask.setDraft(longer);
    },
    finish() {
      const draft = mask.draft();
      cancel();
      if (draft !== null) app.actions.addStroke(draft);
    },
    cancel,
  };
}

/** In photo pixels; 0 while no photo is shown. */
export function brushRadius(app: App, size: number): number {
  const photo = shownPhoto(app);
  return photo === null ? 0 : (size * Math.max(photo.width, photo.height)) / 2;
}
