import type { Preview } from '../exportKind.ts';
import type { FrameLayout } from './frameLayout.ts';
import type { FramePainter } from './framePainter.ts';

/** Steps of a preview: more than that nobody sees, and each costs a drawing. */
const STEPS_PER_LAYER = 4;

/** The animation itself, small and over and over. */
export function animationPreview(
  painter: FramePainter,
  { width, height }: FrameLayout,
  count: number,
  layersPerSecond: number,
  fades = false,
): Preview {
  let drawn: number | null = null;
  return {
    type: 'picture',
    width,
    height,
    moves: count > 1,
    draw(canvas, timeMs) {
      const steps = fades ? STEPS_PER_LAYER : 1;
      const layers = (timeMs / 1000) * layersPerSecond;
      const position = count > 0 ? (Math.floor(layers * steps) / steps) % count : 0;
      if (position === drawn && timeMs > 0) return;
      drawn = position;
      const context = canvas.getContext('2d');
      if (context) painter.paint(context, position, canvas.width / width);
    },
  };
}
