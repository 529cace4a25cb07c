import type { PhotoRegion } from '../../../image/pixels.ts';
import { createObservable, type Observable } from './observable.ts';

/** What the fusion lab and the stages tell each other while somebody works with them. Not part of the view. */
export interface SharedLab {
  /** While the lab is open the strip of shares stands by the scrubber. */
  readonly open: Observable<boolean>;
  setOpen(open: boolean): void;
  /** The next drag on a photo draws a box. */
  readonly drawing: Observable<boolean>;
  setDrawing(drawing: boolean): void;
  /** The box that is being drawn, in photo pixels. */
  readonly draft: () => PhotoRegion | null;
  setDraft(draft: PhotoRegion | null): void;
}

export function createLab(invalidate: () => void): SharedLab {
  const open = createObservable(false);
  const drawing = createObservable(false);
  let draft: PhotoRegion | null = null;
  return {
    open,
    setOpen: open.set,
    drawing,
    setDrawing: drawing.set,
    draft: () => draft,
    setDraft(next) {
      draft = next;
      invalidate();
    },
  };
}
