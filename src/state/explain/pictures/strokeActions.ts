import type { StoreApi } from 'zustand/vanilla';
import type { Stroke } from '../../../cam/region/regionStrokes.ts';
import type { History } from '../../shell/history.ts';
import type { AppState } from '../appState.ts';
import { mostStrokes } from './marks.ts';

/**
 * Changes of what was painted on the shown picture, undoable. Like a box it belongs to its picture, and comes back when
 * that is shown again.
 */
export function createStrokeActions(store: StoreApi<AppState>, history: History) {
  function put(pictureId: string, strokes: readonly Stroke[]): void {
    store.setState(({ strokes: { [pictureId]: _former, ...others } }) => ({
      strokes: strokes.length === 0 ? others : { ...others, [pictureId]: strokes },
    }));
  }

  function change(make: (former: readonly Stroke[]) => readonly Stroke[]): void {
    const { shown, strokes } = store.getState();
    if (!shown) return;
    const { pictureId } = shown;
    const former = strokes[pictureId] ?? [];
    const next = make(former);
    if (next === former) return;
    history.record({
      kind: null,
      undo: () => put(pictureId, former),
      redo: () => put(pictureId, next),
    });
    put(pictureId, next);
  }

  return {
    addStroke: (stroke: Stroke) =>
      change((former) => (former.length < mostStrokes ? [...former, stroke] : former)),
    clearStrokes: () => change((former) => (former.length === 0 ? former : [])),
  };
}
