/**
 * How well a heat map lies on the object: docs/mathematics.md "Measures".
 *
 * Two cases are settled here once for all measures. A mask without a single cell inside has no object to find:
 * there is no answer, null. A map without a value above zero locates nothing: it scores 0 and misses, since
 * leaving it out would reward methods that show nothing.
 */
import type { Grid } from '../cam/map/grid.ts';
import { otsuThreshold } from './otsu.ts';

/** The object's place on the map's raster, row-major as in {@link Grid}. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  /** {@link MASK_OUTSIDE}, {@link MASK_INSIDE}; any other number means unknown, and such cells do not count. */
  readonly data: Uint8Array;
}

export const MASK_OUTSIDE = 0;
export const MASK_INSIDE = 255;

/** All three measures of one map; higher is better. */
export interface Localisation {
  /** Σ_M L / Σ L, 0–1. */
  readonly energyInside: number;
  /** The pointing game: whether arg max L lies in the mask. */
  readonly peakInside: boolean;
  /** |{L ≥ τ} ∩ M| / |{L ≥ τ} ∪ M| at Otsu's τ, 0–1. */
  readonly otsuOverlap: number;
}

/**
 * Energy inside, pointing game and IoU at Otsu's threshold, which is taken from the whole map.
 *
 * @param grid values in [0, 1], as large as the mask.
 * @returns null for a mask with nothing inside.
 */
export function measureLocalisation(grid: Grid, mask: Mask): Localisation | null {
  const energy = energyInside(grid, mask);
  const peak = isPeakInside(grid, mask);
  const overlap = intersectionOverUnion(grid, mask, otsuThreshold(grid));
  if (energy === null || peak === null || overlap === null) return null;
  return { energyInside: energy, peakInside: peak, otsuOverlap: overlap };
}

/**
 * The share of the map's values that lies inside the mask, 0–1 [energy-based pointing game: Score-CAM,
 * arXiv 1910.01279, §4.3]. A constant map has the mask's share of the picture.
 *
 * @param grid values ≥ 0, as large as the mask.
 */
export function energyInside({ data }: Grid, mask: Mask): number | null {
  if (!hasInside(mask)) return null;
  let inside = 0;
  let total = 0;
  for (let index = 0; index < data.length; index++) {
    const place = mask.data[index]!;
    if (!isKnown(place)) continue;
    total += data[index]!;
    if (place === MASK_INSIDE) inside += data[index]!;
  }
  return total > 0 ? inside / total : 0;
}

/**
 * The pointing game [Zhang et al., arXiv 1608.00507, §4.2], without its tolerance of 15 pixels: whether the
 * largest value among the cells that count lies inside the mask; of equals the first in reading order.
 */
export function isPeakInside({ data }: Grid, mask: Mask): boolean | null {
  if (!hasInside(mask)) return null;
  let peak = 0;
  let peakPlace = MASK_OUTSIDE;
  for (let index = 0; index < data.length; index++) {
    const place = mask.data[index]!;
    if (data[index]! > peak && isKnown(place)) {
      peak = data[index]!;
      peakPlace = place;
    }
  }
  return peakPlace === MASK_INSIDE;
}

/**
 * Intersection over union of the mask and the hot region {value ≥ threshold}, 0–1.
 *
 * @param threshold above 0, so that a map of zeros has no hot region.
 */
export function intersectionOverUnion({ data }: Grid, mask: Mask, threshold: number): number | null {
  if (!hasInside(mask)) return null;
  let intersection = 0;
  let union = 0;
  for (let index = 0; index < data.length; index++) {
    const place = mask.data[index]!;
    if (!isKnown(place)) continue;
    const isHot = data[index]! >= threshold;
    const isInside = place === MASK_INSIDE;
    if (isHot && isInside) intersection += 1;
    if (isHot || isInside) union += 1;
  }
  // The mask has a cell inside, so the union has one.
  return intersection / union;
}

function isKnown(place: number): boolean {
  return place === MASK_INSIDE || place === MASK_OUTSIDE;
}

function hasInside({ data }: Mask): boolean {
  return data.includes(MASK_INSIDE);
}
