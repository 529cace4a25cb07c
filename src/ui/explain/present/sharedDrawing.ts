import type { CanvasReason } from '../../../render/api.ts';
import { createObservable, type Observable } from './observable.ts';

/** How the stages are drawn: by WebGL, or by the 2D canvas for a reason. */
export type StageDrawing = 'webgl' | CanvasReason;

export interface SharedDrawing {
  /** Null until a stage was there. */
  readonly stages: Observable<StageDrawing | null>;
  /** A stage was made, or went over to the 2D canvas. The reason why one did is kept. */
  note(drawing: StageDrawing): void;
}

export function createSharedDrawing(): SharedDrawing {
  const stages = createObservable<StageDrawing | null>(null);
  return {
    stages,
    note(drawing) {
      if (drawing !== 'webgl' || stages.get() === null) stages.set(drawing);
    },
  };
}
