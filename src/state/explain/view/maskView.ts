import { type Fill, fills } from '../../../image/alter/fillPicture.ts';

/** What a stage makes of the hot region. `heat` is the heat map as it is, without the region. */
export type MaskShape = 'heat' | 'cutout' | 'contours' | 'box';

/** The map that the region is taken from: the fused one, or the current layer's. */
export type MaskSource = 'average' | 'layer';

/** What becomes of the photo outside of a cut-out. */
export type MaskOutside = 'dim' | 'transparent';

/** The mask as a part of the view. Strokes of the brush belong to their picture and are not in it. */
export interface MaskView {
  readonly shows: MaskShape;
  readonly source: MaskSource;
  /** The region is {map ≥ threshold}, 0–1; `otsu` follows Otsu's suggestion for whatever map there is. */
  readonly threshold: number | 'otsu';
  readonly outside: MaskOutside;
  /** What hides the region, or the rest, when the model is asked again. */
  readonly fill: Fill;
}

export const maskShapes: readonly MaskShape[] = ['heat', 'cutout', 'contours', 'box'];
export const maskSources: readonly MaskSource[] = ['average', 'layer'];
export const maskOutsides: readonly MaskOutside[] = ['dim', 'transparent'];
export const maskFills: readonly Fill[] = fills;

export const defaultMask: MaskView = {
  shows: 'heat',
  source: 'average',
  threshold: 'otsu',
  outside: 'dim',
  fill: 'blur',
};

/** A mask as a word for URLs: what differs from the default, e.g. `cutout_t45_transparent`; the threshold in percent. */
export function encodeMask({ shows, source, threshold, outside, fill }: MaskView): string {
  const words = [
    shows,
    source,
    threshold === 'otsu' ? 'otsu' : `t${Math.round(threshold * 100)}`,
    outside,
    fill,
  ];
  const usual: readonly string[] = Object.values(defaultMask);
  const changed = words.filter((word) => !usual.includes(word));
  return changed.length === 0 ? defaultMask.shows : changed.join('_');
}

/** The mask that a word stands for, or undefined if it stands for none. */
export function decodeMask(text: string): MaskView | undefined {
  let mask: MaskView = defaultMask;
  for (const word of text.split('_')) {
    const change = changeOf(word);
    if (change === null) return undefined;
    mask = { ...mask, ...change };
  }
  // What we would have written otherwise, or twice, is not ours.
  return encodeMask(mask) === text ? mask : undefined;
}

function changeOf(word: string): Partial<MaskView> | null {
  const shows = maskShapes.find((known) => known === word);
  if (shows) return { shows };
  const source = maskSources.find((known) => known === word);
  if (source) return { source };
  const outside = maskOutsides.find((known) => known === word);
  if (outside) return { outside };
  const fill = maskFills.find((known) => known === word);
  if (fill) return { fill };
  const percent = /^t(\d{1,3})$/.exec(word)?.[1];
  return percent !== undefined && Number(percent) <= 100 ? { threshold: Number(percent) / 100 } : null;
}
