/** Where photo and name stand in a frame of an animation. Pure. */
import type { Size } from '../../render/viewport.ts';

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

/**
 * The photo keeps its shape to the pixel and fills the frame's width as nearly as `multiple` allows; what is left over
 * stays white, half on each side.
 */
export function layoutFrame({ photo, side, named, multiple }: FrameSpec): FrameLayout {
  const longest = Math.max(photo.width, photo.height, 1);
  const scale = side / longest;
  const image = {
    width: Math.max(1, Math.round(photo.width * scale)),
    height: Math.max(1, Math.round(photo.height * scale)),
  };
  const ratio = Math.min(2, Math.max(0.8, side / REFERENCE_SIDE));
  const wantedBar = named ? Math.round(BAR * ratio) : 0;
  const width = multipleOf(image.width, multiple);
  const height = multipleOf(image.height + wantedBar, multiple);
  // The bar takes what the frame is higher: the letters stand free, the photo touches the edge.
  const barHeight = named ? height - image.height : 0;
  const x = Math.floor((width - image.width) / 2);
  const y = Math.floor((height - barHeight - image.height) / 2);
  return { width, height, image: { x, y, ...image }, barHeight, ratio };
}

function multipleOf(length: number, multiple: number): number {
  return Math.max(1, Math.ceil(length / multiple)) * multiple;
}
