/** The letters of what is saved: the page's own fonts in four sizes. */

export type Typeface = 'heading' | 'title' | 'text' | 'small';

const families =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';

const faces: Readonly<Record<Typeface, { readonly weight: number; readonly size: number }>> = {
  heading: { weight: 600, size: 20 },
  title: { weight: 600, size: 14 },
  text: { weight: 400, size: 13 },
  small: { weight: 400, size: 12 },
};

/** For a context's `font`; `ratio` is pixels per CSS pixel. */
export function fontOf(typeface: Typeface, ratio: number): string {
  const { weight, size } = faces[typeface];
  return `${weight} ${size * ratio}px ${families}`;
}

let ruler: OffscreenCanvasRenderingContext2D | null = null;

/** Width of a text in CSS pixels. */
export function textWidth(text: string, typeface: Typeface): number {
  ruler ??= new OffscreenCanvas(1, 1).getContext('2d');
  if (ruler === null) return 0;
  ruler.font = fontOf(typeface, 1);
  return ruler.measureText(text).width;
}

/** On white, with the contrast of the light theme. */
export const PAPER = '#ffffff';
export const INK = '#191919';
export const SOFT_INK = '#595959';
