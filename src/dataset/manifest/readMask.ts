import { MASK_INSIDE, MASK_OUTSIDE, type Mask } from '../../measure/localisation.ts';

/** Why a mask says nothing of where the object is. */
export type MaskProblem = 'allInside' | 'allOutside' | 'manyLevels';

const unknown = 128;
/** Oxford-IIIT Pet's trimaps: 1 the animal, 2 the background, 3 the border. */
const trimapPlaces = [unknown, MASK_INSIDE, MASK_OUTSIDE, unknown];

/**
 * A mask from grey levels: black is outside, white inside, 128 unknown; or 0 and 1; or the 1, 2 and 3 of a trimap. Levels
 * within 12 of black or white count as such, as JPEG makes them; a picture with more than a tenth of other levels is no
 * mask.
 *
 * @param grey one byte a pixel, row-major.
 */
export function readMask(
  width: number,
  height: number,
  grey: Uint8Array,
): Mask | { readonly problem: MaskProblem } {
  const levels = new Uint32Array(256);
  for (const level of grey) levels[level]! += 1;
  const highest = levels.findLastIndex((count) => count > 0);
  const places = highest === 3 && levels[0] === 0 ? trimapPlaces : placesUpTo(highest);
  const data = grey.map((level) => places[level] ?? unknown);
  const counts = { inside: 0, outside: 0, other: 0 };
  for (let level = 0; level < levels.length; level++) {
    const place = places[level] ?? unknown;
    if (place === MASK_INSIDE) counts.inside += levels[level]!;
    else if (place === MASK_OUTSIDE) counts.outside += levels[level]!;
    else if (highest > 3 && level !== unknown) counts.other += levels[level]!;
  }
  if (counts.other > grey.length / 10) return { problem: 'manyLevels' };
  if (counts.inside === 0) return { problem: 'allOutside' };
  if (counts.outside === 0) return { problem: 'allInside' };
  return { width, height, data };
}

function placesUpTo(highest: number): readonly number[] {
  if (highest <= 1) return [MASK_OUTSIDE, MASK_INSIDE];
  return Array.from({ length: 256 }, (_, level) => {
    if (level <= 12) return MASK_OUTSIDE;
    return level >= 243 ? MASK_INSIDE : unknown;
  });
}
