import { CASING, CASING_OPACITY, DARK, LIGHT } from './marks.ts';

/** Strokes the current path light on dark. @param width in CSS pixels. @param ratio device pixels per CSS pixel. */
export function strokeTwice(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  width: number,
  ratio: number,
): void {
  context.lineWidth = (width + 2 * CASING) * ratio;
  context.strokeStyle = grey(DARK, CASING_OPACITY);
  context.stroke();
  context.lineWidth = width * ratio;
  context.strokeStyle = grey(LIGHT, 1);
  context.stroke();
}

function grey(lightness: number, opacity: number): string {
  const level = Math.round(lightness * 255);
  return `rgb(${level} ${level} ${level} / ${opacity})`;
}
