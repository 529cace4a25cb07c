import type { StoreApi } from 'zustand/vanilla';
import type { PhotoRegion } from '../../../image/pixels.ts';
import type { History } from '../../shell/history.ts';
import type { AppState } from '../appState.ts';
import { cutToPhoto } from './marks.ts';

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

function isSameRegion(a: PhotoRegion, b: PhotoRegion): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
