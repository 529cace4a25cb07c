import type { Colours } from '../../render/paint/colourMaps.ts';
import { drawColourBar } from '../picture/drawFigure.ts';
import type { DrawingContext } from '../picture/drawingContext.ts';
import { createScenePainter } from '../picture/scenePainter.ts';
import { fontOf, INK, PAPER, SOFT_INK, type Typeface, textWidth } from '../picture/typeface.ts';
import { cutText, wrapText } from '../picture/wrapText.ts';
import type { LayerPicture } from '../sequence/layerSequence.ts';
import { SHEET_LINE, SHEET_MARGIN, type SheetLayout } from './sheetLayout.ts';

export interface SheetWords {
  readonly title: string;
  readonly about: string;
  readonly legend: { readonly colours: Colours; readonly least: string; readonly most: string };
}

const LEGEND_WIDTH = 160;
const NAME_LINES = 2;

/** Paper, title and legend; the tiles come one by one, see {@link createTileDrawer}. */
export function drawSheetHead(context: DrawingContext, layout: SheetLayout, words: SheetWords): void {
  const { ratio, width, height } = layout;
  const margin = SHEET_MARGIN * ratio;
  context.fillStyle = PAPER;
  context.fillRect(0, 0, width, height);
  const { colours, least, most } = words.legend;
  const right = width - margin;
  const barWidth = Math.min(LEGEND_WIDTH * ratio, (width - 2 * margin) / 3);
  const mostWidth = textWidth(most, 'small') * ratio;
  const leastWidth = textWidth(least, 'small') * ratio;
  const barLeft = right - mostWidth - 8 * ratio - barWidth;
  const room = (barLeft - leastWidth - 40 * ratio - margin) / ratio;

  const cut = (text: string, typeface: Typeface) => cutText(text, room, (part) => textWidth(part, typeface));
  context.fillStyle = INK;
  context.font = fontOf('heading', ratio);
  context.fillText(cut(words.title, 'heading'), margin, margin + 16 * ratio);
  context.fillStyle = SOFT_INK;
  context.font = fontOf('text', ratio);
  context.fillText(cut(words.about, 'text'), margin, margin + 38 * ratio);
  context.font = fontOf('small', ratio);
  context.fillText(most, right - mostWidth, margin + 14 * ratio);
  context.fillText(least, barLeft - leastWidth - 8 * ratio, margin + 14 * ratio);
  drawColourBar(context, colours, { x: barLeft, y: margin + 6 * ratio, width: barWidth, height: 8 * ratio });
}

export interface TileDrawer {
  draw(index: number): void;
  dispose(): void;
}

/** Draws the layers' photos with their names. `scale` is that of the context, whose tiles need no more pixels. */
export function createTileDrawer(
  context: DrawingContext,
  layout: SheetLayout,
  pictures: readonly LayerPicture[],
  scale: number,
): TileDrawer {
  const { tile, places, ratio } = layout;
  const painter = createScenePainter(ratio * scale);
  const width = Math.max(1, Math.round(tile.width * scale));
  const height = Math.max(1, Math.round(tile.height * scale));
  const measure = (text: string) => textWidth(text, 'small');
  return {
    draw(index) {
      const picture = pictures[index];
      const place = places[index];
      if (!picture || !place) return;
      const { x, y } = place;
      context.drawImage(painter.paint(picture.scene, width, height), x, y, tile.width, tile.height);
      const number = `${picture.number}`;
      const indent = measure(`${number}\u2002`);
      const lines = nameLines(picture.title, Math.max(tile.width / ratio, 112) - indent, measure);
      const top = y + tile.height + 8 * ratio;
      context.font = fontOf('small', ratio);
      context.fillStyle = INK;
      context.fillText(number, x, top + 11 * ratio);
      context.fillStyle = SOFT_INK;
      lines.forEach((line, row) => {
        context.fillText(line, x + indent * ratio, top + (11 + row * SHEET_LINE) * ratio);
      });
    },
    dispose: () => painter.dispose(),
  };
}

function nameLines(title: string, width: number, measure: (text: string) => number): readonly string[] {
  const lines = wrapText(title, width, measure);
  if (lines.length <= NAME_LINES) return lines;
  return [...lines.slice(0, NAME_LINES - 1), cutText(lines.slice(NAME_LINES - 1).join(' '), width, measure)];
}
