/** Where thumbnails lie on the film. Pure; CSS pixels from the left edge of the room it runs in. */

/** Side of a thumbnail and the gap to the next; the style sheet's gate fits around one. */
export const FILM_SIZE = 48;
export const FILM_GAP = 3;
export const FILM_STEP = FILM_SIZE + FILM_GAP;

/**
 * Where a film of `count` thumbnails begins, so that the one at `place` (fractional while it runs) is in the
 * middle of `width`. There is never empty room at one end only; a film shorter than its room is centred.
 */
export function filmLeft(place: number, count: number, width: number): number {
  const length = count * FILM_STEP - FILM_GAP;
  if (length <= width) return (width - length) / 2;
  return Math.min(0, Math.max(width - length, width / 2 - place * FILM_STEP - FILM_SIZE / 2));
}

/** Index of the thumbnail under `x` while the film stands at `place`; may lie outside the film. */
export function filmPlaceAt(x: number, place: number, count: number, width: number): number {
  return Math.floor((x - filmLeft(place, count, width)) / FILM_STEP);
}
