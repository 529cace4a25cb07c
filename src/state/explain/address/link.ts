/**
 * A link's fragment: the view, and as parameters of their own what the user drew on the picture and, where the sender
 * wished it, a small copy of their own picture: `v=1&picture=own&target=1&box=1200_0_9000_5000&copy=UklGR…`.
 */

import { type Marks, noMarks } from '../pictures/marks.ts';
import { defaultView, type View } from '../view/view.ts';
import { decodeBase64Url, encodeBase64Url } from './base64Url.ts';
import { decodeBox, decodeStrokes, encodeBox, encodeStrokes, fitsLink, longestStrokes } from './marksCode.ts';
import { decodeView, encodeView } from './viewHash.ts';

/** More makes links that mail programs and messengers cut off. */
export const mostCopyBytes = 12 * 1024;

const copyKey = 'copy=';
const boxKey = 'box=';
const strokesKey = 'strokes=';
const version = 'v=1';
const longestCopy = Math.ceil((mostCopyBytes * 4) / 3);
/** `#`, the view's 2,048 characters, and the others with their names. */
const longestFragment = 2048 + longestCopy + longestStrokes + 64;

export interface Link {
  readonly view: View;
  /** In shares of the photo: its size is not known before it is read. */
  readonly marks: Marks;
  /** A picture file of at most {@link mostCopyBytes}, unchecked: it comes from a stranger. Null without one. */
  readonly copy: Uint8Array<ArrayBuffer> | null;
}

/**
 * The fragment for a link, without `#`. A copy goes only with a picture of one's own, and only if it fits. Strokes go
 * together or, where they are too many ({@link longestStrokes}), not at all: some of them would be another region.
 *
 * @param marks in shares of the photo.
 */
export function encodeLink(view: View, copy: Uint8Array | null, marks: Marks = noMarks): string {
  const words = [encodeView(view) || version];
  const box = marks.box && encodeBox(marks.box);
  // What reading would refuse is not written either.
  if (box !== null && decodeBox(box)) words.push(boxKey + box);
  if (marks.strokes.length > 0 && fitsLink(marks.strokes))
    words.push(strokesKey + encodeStrokes(marks.strokes));
  const goes = copy !== null && view.sample === null && copy.length > 0 && copy.length <= mostCopyBytes;
  if (goes) words.push(copyKey + encodeBase64Url(copy));
  const fragment = words.join('&');
  return fragment === version ? '' : fragment;
}

/** What a fragment stands for, with or without its `#`. Never throws; what is none of its parts counts as absent. */
export function decodeLink(hash: string): Link {
  const nothing: Link = { view: defaultView, marks: noMarks, copy: null };
  if (hash.length > longestFragment) return nothing;
  const words = (hash.startsWith('#') ? hash.slice(1) : hash).split('&');
  if (!words.includes(version)) return nothing;
  const textOf = (key: string) => words.find((word) => word.startsWith(key))?.slice(key.length) ?? '';
  const isOfView = (word: string) => ![copyKey, boxKey, strokesKey].some((key) => word.startsWith(key));
  const view = decodeView(words.filter(isOfView).join('&'));
  const marks = {
    box: decodeBox(textOf(boxKey)) ?? null,
    strokes: decodeStrokes(textOf(strokesKey)) ?? noMarks.strokes,
  };
  const copy = view.sample === null ? textOf(copyKey) : '';
  const isCopy = copy !== '' && copy.length <= longestCopy;
  return { view, marks, copy: isCopy ? decodeBase64Url(copy) : null };
}
