import { fitsLink } from '../../../state/explain/address/marksCode.ts';
import type { AppState } from '../../../state/explain/appState.ts';
import type { Marks } from '../../../state/explain/pictures/marks.ts';

/**
 * What the user has made that a reload of the page would not bring back, in words. The address keeps the view and what
 * is drawn on the sample that is shown.
 *
 * @param marksOf see {@link App.marksOf}
 * @param hasTests whether there are answers of mask tests
 */
export function lostByReload(
  { pictures, currentPictureId, boxes, strokes, curves }: AppState,
  marksOf: (pictureId: string) => Marks,
  hasTests: boolean,
): readonly string[] {
  const own = new Set(pictures.filter(({ origin }) => origin !== 'sample').map(({ id }) => id));
  const isKept = (id: string) => id === currentPictureId && !own.has(id) && fitsLink(marksOf(id).strokes);
  const marked = [...Object.keys(boxes), ...Object.keys(strokes)];
  return [
    own.size > 0 && 'the photos that you opened',
    marked.some((id) => !isKept(id)) && 'boxes and brush strokes',
    hasTests && 'answers of mask tests',
    curves.phase === 'done' && 'measured curves',
  ].filter((words) => words !== false);
}
