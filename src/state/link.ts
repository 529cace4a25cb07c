/**
 * A link's fragment: the view, and where the sender wished it a small copy of their own picture, as a
 * parameter of its own: `v=1&picture=own&target=1&copy=UklGR…`.
 */
import { decodeBase64Url, encodeBase64Url } from './base64Url.ts';
import { defaultView, type View } from './view.ts';
import { decodeView, encodeView } from './viewHash.ts';

/** More makes links that mail programs and messengers cut off. */
export const mostCopyBytes = 12 * 1024;

const copyKey = 'copy=';
const longestCopy = Math.ceil((mostCopyBytes * 4) / 3);
/** `#`, the view's 2,048 characters, `&copy=` and the copy. */
const longestFragment = 2048 + longestCopy + copyKey.length + 2;

export interface Link {
  readonly view: View;
  /** A picture file of at most {@link mostCopyBytes}, unchecked: it comes from a stranger. Null without one. */
  readonly copy: Uint8Array<ArrayBuffer> | null;
}

/** The fragment for a link, without `#`. A copy goes only with a picture of one's own, and only if it fits. */
export function encodeLink(view: View, copy: Uint8Array | null): string {
  const words = encodeView(view);
  const goes = copy !== null && view.sample === null && copy.length > 0 && copy.length <= mostCopyBytes;
  return goes ? `${words}&${copyKey}${encodeBase64Url(copy)}` : words;
}

/** What a fragment stands for, with or without its `#`. Never throws; a copy that is none counts as absent. */
export function decodeLink(hash: string): Link {
  if (hash.length > longestFragment) return { view: defaultView, copy: null };
  const words = (hash.startsWith('#') ? hash.slice(1) : hash).split('&');
  const view = decodeView(words.filter((word) => !word.startsWith(copyKey)).join('&'));
  const text = words.find((word) => word.startsWith(copyKey))?.slice(copyKey.length) ?? '';
  if (view.sample !== null || text === '' || text.length > longestCopy) return { view, copy: null };
  return { view, copy: decodeBase64Url(text) };
}
