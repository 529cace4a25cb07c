/**
 * Where everything of a saved picture stands: one or two photos with their heat maps side by side and, unless they
 * are to stand alone, a title over each, a legend and a caption under it, and a line about the whole. Pure.
 */
import type { Colours } from '../../render/paint/colourMaps.ts';
import { type Typeface, textWidth } from './typeface.ts';
import { wrapText } from './wrapText.ts';

export interface FigurePanel {
  readonly title: string;
  readonly caption: string;
  /** Null where there is no map. */
  readonly legend: { readonly colours: Colours; readonly least: string; readonly most: string } | null;
}

export interface FigureSpec {
  /** Of each photo, in pixels; all are of one size. */
  readonly imageWidth: number;
  readonly imageHeight: number;
  readonly panels: readonly FigurePanel[];
  /** Stands under all of them. */
  readonly footer: string;
  /** False draws the photos alone. */
  readonly captioned: boolean;
  /** Pixels per CSS pixel, for letters and distances. */
  readonly ratio: number;
}

export interface FigureBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface FigureText {
  readonly text: string;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly typeface: Typeface;
  readonly soft: boolean;
}

export interface FigureLayout {
  readonly width: number;
  readonly height: number;
  /** Whole pixels, so that no photo is resampled. */
  readonly images: readonly FigureBox[];
  readonly bars: readonly (FigureBox & { readonly colours: Colours })[];
  readonly texts: readonly FigureText[];
}

/** Lengths in CSS pixels. */
const MARGIN = 20;
const GAP = 24;
const BARE_GAP = 8;
const NARROWEST_COLUMN = 240;
const TITLE_HEIGHT = 28;
const LINE_HEIGHT = 18;
const LEGEND_HEIGHT = 30;
const BAR_HEIGHT = 8;

/** `measure` gives a text's width in CSS pixels. */
export function layoutFigure(spec: FigureSpec, measure = textWidth): FigureLayout {
  return spec.captioned ? layoutCaptioned(spec, measure) : layoutBare(spec);
}

function layoutBare({ imageWidth, imageHeight, panels, ratio }: FigureSpec): FigureLayout {
  const step = imageWidth + Math.round(BARE_GAP * ratio);
  const images = panels.map((_, index) => ({
    x: index * step,
    y: 0,
    width: imageWidth,
    height: imageHeight,
  }));
  const width = (images.at(-1)?.x ?? 0) + imageWidth;
  return { width, height: imageHeight, images, bars: [], texts: [] };
}

function layoutCaptioned(spec: FigureSpec, measure: typeof textWidth): FigureLayout {
  const { imageWidth, imageHeight, panels, footer, ratio } = spec;
  const px = (css: number) => Math.round(css * ratio);
  const column = Math.max(imageWidth, px(NARROWEST_COLUMN));
  const width = 2 * px(MARGIN) + panels.length * column + Math.max(0, panels.length - 1) * px(GAP);
  const wrap = (text: string, pixels: number, typeface: Typeface) =>
    wrapText(text, pixels / ratio, (part) => measure(part, typeface));

  const imageTop = px(MARGIN) + px(TITLE_HEIGHT);
  const legendTop = imageTop + imageHeight;
  const captionTop = legendTop + px(LEGEND_HEIGHT);
  const texts: FigureText[] = [];
  const images: FigureBox[] = [];
  const bars: (FigureBox & { readonly colours: Colours })[] = [];
  let bottom = captionTop;

  function addLines(lines: readonly string[], x: number, top: number, typeface: Typeface): number {
    lines.forEach((text, index) => {
      texts.push({ text, x, y: top + px(13) + index * px(LINE_HEIGHT), typeface, soft: true });
    });
    return top + lines.length * px(LINE_HEIGHT);
  }

  panels.forEach(({ title, caption, legend }, index) => {
    const x = px(MARGIN) + index * (column + px(GAP));
    const left = x + Math.floor((column - imageWidth) / 2);
    images.push({ x: left, y: imageTop, width: imageWidth, height: imageHeight });
    texts.push({ text: title, x, y: px(MARGIN) + px(14), typeface: 'title', soft: false });
    if (legend !== null) {
      const { colours, least, most } = legend;
      const baseline = legendTop + px(20);
      const leastWidth = px(measure(least, 'small'));
      const mostWidth = px(measure(most, 'small'));
      const start = x + leastWidth + px(8);
      const end = x + column - mostWidth - px(8);
      texts.push({ text: least, x, y: baseline, typeface: 'small', soft: true });
      texts.push({ text: most, x: x + column - mostWidth, y: baseline, typeface: 'small', soft: true });
      const y = baseline - px(BAR_HEIGHT);
      bars.push({ x: start, y, width: Math.max(1, end - start), height: px(BAR_HEIGHT), colours });
    }
    const lines = wrap(caption, column, 'text');
    bottom = Math.max(bottom, addLines(lines, x, captionTop, 'text'));
  });

  const footerLines = wrap(footer, width - 2 * px(MARGIN), 'text');
  if (footerLines.length > 0) bottom = addLines(footerLines, px(MARGIN), bottom + px(8), 'text');
  return { width, height: bottom + px(MARGIN) - px(4), images, bars, texts };
}
