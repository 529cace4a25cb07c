import type { PhotoRegion } from '../../image/pixels.ts';
import type { Scene } from '../../render/api.ts';
import type { Colours } from '../../render/paint/colourMaps.ts';
import { colourBar } from '../../render/paint/drawLegend.ts';
import { drawBox } from './drawBox.ts';
import type { DrawingContext } from './drawingContext.ts';
import type { FigureBox, FigureLayout } from './figureLayout.ts';
import { createScenePainter } from './scenePainter.ts';
import { fontOf, INK, PAPER, SOFT_INK } from './typeface.ts';

export interface DrawnFigure {
  readonly layout: FigureLayout;
  /** One for each of the layout's images. */
  readonly scenes: readonly Scene[];
  /** The pixels per CSS pixel that the layout was made with. */
  readonly ratio: number;
  /** The user's box, in photo pixels. */
  readonly box: PhotoRegion | null;
}

/** Draws a figure; `scale` shrinks all of it, for a preview. */
export function drawFigure(
  context: DrawingContext,
  { layout, scenes, ratio, box }: DrawnFigure,
  scale = 1,
): void {
  context.save();
  context.setTransform(scale, 0, 0, scale, 0, 0);
  // Photos alone keep what is transparent in them.
  if (layout.texts.length > 0) {
    context.fillStyle = PAPER;
    context.fillRect(0, 0, layout.width, layout.height);
  }
  const painter = createScenePainter(ratio * scale);
  layout.images.forEach((image, index) => {
    const { x, y, width, height } = image;
    const scene = scenes[index];
    if (scene === undefined) return;
    const painted = painter.paint(
      scene,
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
    );
    context.drawImage(painted, x, y, width, height);
    if (box !== null && scene.photo !== null) drawBox(context, box, scene.photo, image, ratio);
  });
  painter.dispose();
  for (const { colours, ...bar } of layout.bars) drawColourBar(context, colours, bar);
  for (const { text, x, y, typeface, soft } of layout.texts) {
    context.font = fontOf(typeface, ratio);
    context.fillStyle = soft ? SOFT_INK : INK;
    context.fillText(text, x, y);
  }
  context.restore();
}

/** The colours of a legend from low to high. */
export function drawColourBar(context: DrawingContext, colours: Colours, box: FigureBox): void {
  const bar = new OffscreenCanvas(256, 1);
  bar.getContext('2d')?.putImageData(new ImageData(colourBar(colours), 256, 1), 0, 0);
  context.drawImage(bar, box.x, box.y, box.width, box.height);
}
