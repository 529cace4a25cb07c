import type { Stroke } from '../../../cam/region/regionStrokes.ts';
import { createObservable, type Observable } from './observable.ts';

export type BrushMode = 'paint' | 'erase';

/** What the mask panel and the stages tell each other while somebody paints. Not part of the view. */
export interface SharedMask {
  /** Whether the panel is unfolded; on a phone it goes with its drawer and comes back as it was. */
  readonly open: Observable<boolean>;
  setOpen(open: boolean): void;
  /** While the brush is in hand a drag on a photo paints instead of moving it; null otherwise. */
  readonly brush: Observable<BrushMode | null>;
  setBrush(mode: BrushMode | null): void;
  /** Diameter of the brush as a share of the photo's longer side. */
  readonly brushSize: Observable<number>;
  setBrushSize(size: number): void;
  /** The stroke that is being drawn. */
  readonly draft: () => Stroke | null;
  setDraft(draft: Stroke | null): void;
}

export const brushSizes = { smallest: 0.02, largest: 0.4, step: 0.02 };

export function createSharedMask(invalidate: () => void): SharedMask {
  const open = createObservable(false);
  const brush = createObservable<BrushMode | null>(null);
  const brushSize = createObservable(0.12);
  let draft: Stroke | null = null;
  return {
    open,
    setOpen: open.set,
    brush,
    setBrush(mode) {
      brush.set(mode);
      invalidate();
    },
    brushSize,
    setBrushSize(size) {
      const { smallest, largest } = brushSizes;
      brushSize.set(Math.min(largest, Math.max(smallest, Math.round(size * 100) / 100)));
      invalidate();
    },
    draft: () => draft,
    setDraft(next) {
      draft = next;
      invalidate();
    },
  };
}
