/** Where photo and name stand in a frame of an animation. Pure. */
import type { Size } from '../../render/stage/viewport.ts';

export interface FrameSpec {
  /** Of the photo; only its shape counts. */
  readonly photo: Size;
  /** Longer side of the photo in the frame, in pixels. */
  readonly side: number;
  /** Whether the layer's name stands under the photo. */
  readonly named: boolean;
  /** Width and height of the frame are multiples of this. */
  readonly multiple: number;
}

export interface FrameLayout {
  readonly width: number;
  readonly height: number;
  readonly image: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Height of the bar with the name, at the foot of the frame; 0 for none. */
  readonly barHeight: number;
  /** Pixels per CSS pixel, for letters and marks. */
  readonly ratio: number;
}

/** In CSS pixels, with the line that shows how far the sequence is. */
const BAR = 34;
/** A frame of this side has letters of the size that the screen has. */
const REFERENCE_SIDE = 440;

/** By how much the photo may be made smaller or larger so that it fills a frame whose width is a multiple. */
const FARTHEST_FIT = 0.1;

/**
 * The photo keeps its shape and fills the frame's width, if need be by becoming a little smaller or larger; where it is
 * too narrow for that, white is left at both sides. What the frame is higher than photo and name goes to the name.
 */
export function layoutFrame({ photo, side, named, multiple }: FrameSpec): FrameLayout {
  const longest = Math.max(photo.width, photo.height, 1);
  const fitted = (photo.width * side) / longest;
  const filling = Math.max(1, Math.round(fitted / multiple)) * multiple;
  const fills = Math.abs(filling - fitted) <= FARTHEST_FIT * fitted;
  const scale = fills ? filling / Math.max(1, photo.width) : side / longest;
  const imageWidth = Math.max(1, Math.round(photo.width * scale));
  const imageHeight = Math.max(1, Math.round(photo.height * scale));
  const ratio = Math.min(2, Math.max(0.8, side / REFERENCE_SIDE));
  const width = multipleOf(imageWidth, multiple);
  const height = multipleOf(imageHeight + (named ? Math.round(BAR * ratio) : 0), multiple);
  const barHeight = named ? height - imageHeight : 0;
  const x = Math.floor((width - imageWidth) / 2);
  const y = Math.floor((height - barHeight - imageHeight) / 2);
  return { width, height, image: { x, y, width: imageWidth, height: imageHeight }, barHeight, ratio };
}

/** The least multiple that is not less, at least one. */
function multipleOf(length: number, multiple: number): number {
  return Math.max(1, Math.ceil(length / multiple)) * multiple;
}
