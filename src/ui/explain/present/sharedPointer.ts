import type { Point } from '../../../render/stage/viewport.ts';
import { createObservable, type Observable } from './observable.ts';

/** Where the pointer is over either stage, and whether the heat map is lifted off to see the photo. */
export interface SharedPointer {
  /** In photo pixels; null while no stage is pointed at. */
  readonly point: () => Point | null;
  pointAt(point: Point | null): void;
  readonly bare: Observable<boolean>;
  showBare(bare: boolean): void;
}

export function createPointer(invalidate: () => void): SharedPointer {
  let point: Point | null = null;
  const bare = createObservable(false);
  return {
    point: () => point,
    pointAt(next) {
      point = next;
      invalidate();
    },
    bare,
    showBare(next) {
      bare.set(next);
      invalidate();
    },
  };
}
