import type { StoreApi } from 'zustand/vanilla';
import type { PhotoRegion } from '../image/pixels.ts';
import type { AppState } from './appState.ts';
import type { History } from './history.ts';

/**
 * Sets or takes away the box on the shown picture, undoably. A box belongs to its picture: it comes back when that
 * is shown again, and undoing it changes no other one.
 */
export function createBoxActions(store: StoreApi<AppState>, history: History) {
  function put(pictureId: string, box: PhotoRegion | null): void {
    store.setState(({ boxes: { [pictureId]: _former, ...others } }) => ({
      boxes: box === null ? others : { ...others, [pictureId]: box },
    }));
  }

  return (asked: PhotoRegion | null): void => {
    const { shown, pictures, boxes } = store.getState();
    const status = pictures.find(({ id }) => id === shown?.pictureId)?.status;
    if (!shown || status?.phase !== 'ready') return;
    const { pictureId } = shown;
    const former = boxes[pictureId] ?? null;
    const box = asked && cutToPhoto(asked, status);
    if (box === former || (box && former && isSameRegion(box, former))) return;
    history.record({
      kind: `box ${pictureId}`,
      undo: () => put(pictureId, former),
      redo: () => put(pictureId, box),
    });
    put(pictureId, box);
  };
}

/** In whole pixels; null where nothing of the box lies on the photo. */
function cutToPhoto(box: PhotoRegion, photo: { readonly width: number; readonly height: number }) {
  const x = Math.max(0, Math.round(box.x));
  const y = Math.max(0, Math.round(box.y));
  const right = Math.min(photo.width, Math.round(box.x + box.width));
  const bottom = Math.min(photo.height, Math.round(box.y + box.height));
  const region = { x, y, width: right - x, height: bottom - y };
  // Also refuses numbers that are none.
  return region.width > 0 && region.height > 0 ? region : null;
}

function isSameRegion(a: PhotoRegion, b: PhotoRegion): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
