import type { PhotoRegion } from '../../image/pixels.ts';
import type { Size } from '../../render/stage/viewport.ts';
import type { DrawingContext } from './drawingContext.ts';
import type { FigureBox } from './figureLayout.ts';

/** As the stages draw it, in CSS pixels. */
const LINE = 2;
const CASING = 1;
const LIGHT = '#ffffff';
const DARK = 'rgb(0 0 0 / 70%)';

/**
 * The user's box on a photo that was drawn into `image`: a light line between dark ones, around the box.
 * @param ratio Pixels per CSS pixel.
 */
export function drawBox(
  context: DrawingContext,
  box: PhotoRegion,
  photo: Size,
  image: FigureBox,
  ratio: number,
): void {
  const scale = image.width / photo.width;
  const inset = (LINE / 2) * ratio;
  const x = image.x + box.x * scale + inset;
  const y = image.y + box.y * scale + inset;
  const width = Math.max(0, box.width * scale - 2 * inset);
  const height = Math.max(0, box.height * scale - 2 * inset);
  context.save();
  context.beginPath();
  context.rect(image.x, image.y, image.width, image.height);
  context.clip();
  context.lineJoin = 'round';
  context.strokeStyle = DARK;
  context.lineWidth = (LINE + 2 * CASING) * ratio;
  context.strokeRect(x, y, width, height);
  context.strokeStyle = LIGHT;
  context.lineWidth = LINE * ratio;
  context.strokeRect(x, y, width, height);
  context.restore();
}
