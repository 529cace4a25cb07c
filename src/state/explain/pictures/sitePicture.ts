/** Pictures that lie beside the page on its own site, in no gallery: a link names them by their path. */

const longestPath = 256;
/** Neither empty nor hidden, so never `.` or `..`; no `%`, `:`, `\`, `?` or `#`. */
const segment = '[\\p{L}\\p{N}_~-][\\p{L}\\p{M}\\p{N}._~ -]*';
const path = new RegExp(
  `^/?(?:${segment}/)*${segment}\\.(?:jpe?g|png|webp|avif|gif|bmp|heic|tiff?|jxl)$`,
  'iu',
);

/**
 * Whether a text is the path of a picture on this site: relative to the page (`photos/cat.jpg`) or to the host
 * (`/photos/cat.jpg`). Links are written by strangers, so nothing but names of letters, digits and `. _ ~ -` between
 * single slashes counts, with the ending of a picture: no other origin, no way up, no query, nothing encoded.
 */
export function isSitePicture(text: string): boolean {
  return text.length <= longestPath && path.test(text);
}

/** What the tray calls such a picture: the file's name. */
export function sitePictureName(sitePath: string): string {
  return sitePath.slice(sitePath.lastIndexOf('/') + 1);
}
