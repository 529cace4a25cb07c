/**
 * What marks look like, for both renderers. Every mark is a light line on a wider dark one, so it shows on
 * any colour. Lengths in CSS pixels.
 */

/** The ring around the peak. */
export const PEAK_RADIUS = 9;
export const PEAK_WIDTH = 2;
export const CASING = 1;

export const LIGHT = 1;
export const DARK = 0.08;
/** Opacity of dark casings. */
export const CASING_OPACITY = 0.75;

/** The line around a region, and around its box. */
export const REGION_WIDTH = 2;
/** How dark the photo becomes around a cut-out: the share of black. */
export const DIMMED = 0.75;

/** A higher level has a thicker line, so that the way uphill is seen without colour. */
export function contourWidth(level: number): number {
  return 0.75 + level;
}
