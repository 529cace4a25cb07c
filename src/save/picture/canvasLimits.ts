/** How large a picture may be that is drawn to be saved. */
import type { Size } from '../../render/stage/viewport.ts';

/** Longest side of a canvas that every browser grants. */
export const LONGEST_SIDE = 16_384;

/** 256 MiB of pixels; a browser that has less memory refuses, and that is said. */
const MOST_PIXELS = 2 ** 26;

/** Safari grants no larger canvas on phones and tablets. */
const MOST_PIXELS_HAND_HELD = 2 ** 24;

export function mostPixels(): number {
  return matchMedia('(pointer: coarse) and (hover: none)').matches ? MOST_PIXELS_HAND_HELD : MOST_PIXELS;
}

/** By what to shrink a picture so that it can be drawn: in (0, 1], 1 where it can be as it is. */
export function drawableScale({ width, height }: Size, pixels: number): number {
  const longest = Math.max(width, height);
  // A picture without area needs no shrinking.
  if (!(width * height > 0)) return 1;
  return Math.min(1, LONGEST_SIDE / longest, Math.sqrt(pixels / (width * height)));
}
