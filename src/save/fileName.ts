/** Names of saved files: they sort by day, picture and layer, and no file system objects to them. */

/** Longer parts are cut: some systems take 255 bytes for a whole name. */
const longestPart = 48;

/**
 * A text as a part of a file's name: lower-case letters and digits of any script, hyphens between them. Empty for a
 * text without any.
 */
export function namePart(text: string): string {
  return (
    [
      ...text
        .toLowerCase()
        .normalize('NFC')
        .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-'),
    ]
      .slice(0, longestPart)
      .join('')
      // Cutting may end at a hyphen.
      .replaceAll(/^-+|-+$/g, '')
  );
}

export interface FileNameFacts {
  readonly date: Date;
  /** Name of the picture's file, or the id of a sample. */
  readonly picture: string;
  /** See `ExportedFile.part`. */
  readonly part: string;
  readonly extension: string;
}

/** E.g. `stratacam_2026-11-23_cat-portrait_layer-058_block-6-expand-relu.png`; the day is the user's own. */
export function fileName({ date, picture, part, extension }: FileNameFacts): string {
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((value) => String(value).padStart(2, '0'))
    .join('-');
  const name = namePart(picture.replace(/\.[a-z0-9]{2,5}$/i, '')) || 'picture';
  return `stratacam_${day}_${name}_${part}.${extension}`;
}

/** A layer as a part of a name; the numbers of all layers of a set have as many digits. */
export function layerPart(position: number, count: number, title: string): string {
  const digits = Math.max(3, String(count).length);
  return `layer-${String(position + 1).padStart(digits, '0')}_${namePart(title)}`;
}
