import type { Scene } from '../../render/api.ts';
import { mixAt } from '../../render/time/playback.ts';
import type { DrawingContext } from '../picture/drawingContext.ts';
import { createScenePainter } from '../picture/scenePainter.ts';
import { fontOf, INK, PAPER, SOFT_INK, textWidth } from '../picture/typeface.ts';
import { cutText } from '../picture/wrapText.ts';
import type { FrameLayout } from './frameLayout.ts';
import type { LayerPicture } from './layerSequence.ts';

export interface FramePainter {
  /**
   * Draws the frame at a position of the sequence: 0 is the first picture, 0.5 half-way to the second. `scale` makes
   * all of it smaller.
   */
  paint(context: DrawingContext, position: number, scale?: number): void;
  dispose(): void;
}

const NAME_BASELINE = 22;
const PADDING = 10;
const LINE_HEIGHT = 3;
const LINE_GREY = '#d9d9d9';

/** @param fades Whether a picture comes in over the one before it, as on the stage, or takes its place at once. */
export function createFramePainter(
  pictures: readonly LayerPicture[],
  layout: FrameLayout,
  fades: boolean,
): FramePainter {
  const count = pictures.length;
  const { width, height, image, barHeight, ratio } = layout;
  let painter = createScenePainter(ratio);
  let painterScale = 1;

  function sceneAt(position: number): Scene | null {
    const { from, to, blend } = mixAt(position, { count, loop: false, crossFade: fades });
    const first = pictures[from]?.scene;
    const second = pictures[to]?.scene;
    if (!first || !second || blend === 0) return first ?? null;
    // A layer without a map cannot be faded; it takes its place half-way.
    if (first.from === null || second.from === null) return blend < 0.5 ? first : second;
    return { ...first, to: second.from, blend };
  }

  function paintBar(context: DrawingContext, position: number): void {
    const { nearest } = mixAt(position, { count, loop: false, crossFade: fades });
    const picture = pictures[nearest];
    if (!picture) return;
    const top = height - barHeight;
    const baseline = top + NAME_BASELINE * ratio;
    const left = PADDING * ratio;
    const reached = count > 1 ? Math.min(1, position / (count - 1)) : 1;
    context.fillStyle = LINE_GREY;
    context.fillRect(0, top, width, LINE_HEIGHT * ratio);
    context.fillStyle = SOFT_INK;
    context.fillRect(0, top, width * reached, LINE_HEIGHT * ratio);
    const number = `${picture.number}`;
    const ofAll = ` / ${count}`;
    // Right-aligned digits: the name does not move while the numbers run.
    const numberWidth = textWidth('0'.repeat(String(count).length), 'title') * ratio;
    context.fillStyle = INK;
    context.font = fontOf('title', ratio);
    context.textAlign = 'right';
    context.fillText(number, left + numberWidth, baseline);
    context.textAlign = 'left';
    context.fillStyle = SOFT_INK;
    context.font = fontOf('text', ratio);
    context.fillText(ofAll, left + numberWidth, baseline);
    const nameLeft = left + numberWidth + (textWidth(ofAll, 'text') + 14) * ratio;
    const room = (width - nameLeft - left) / ratio;
    context.fillText(
      cutText(picture.title, room, (text) => textWidth(text, 'text')),
      nameLeft,
      baseline,
    );
  }

  return {
    paint(context, position, scale = 1) {
      if (scale !== painterScale) {
        painter.dispose();
        painter = createScenePainter(ratio * scale);
        painterScale = scale;
      }
      context.save();
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.fillStyle = PAPER;
      context.fillRect(0, 0, width, height);
      const scene = sceneAt(position);
      if (scene !== null) {
        const [w, h] = [image.width, image.height].map((side) => Math.max(1, Math.round(side * scale)));
        context.drawImage(painter.paint(scene, w!, h!), image.x, image.y, image.width, image.height);
      }
      if (barHeight > 0) paintBar(context, position);
      context.restore();
    },
    dispose: () => painter.dispose(),
  };
}
