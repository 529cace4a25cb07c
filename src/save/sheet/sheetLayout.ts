/** Where everything stands on the filmstrip sheet: a title, and all layers of a set as a grid with their names. Pure. */
import type { Size } from '../../render/stage/viewport.ts';

export interface SheetLayout {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  /** Of one photo. */
  readonly tile: Size;
  /** The upper left corner of each photo, in the order of the layers. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
  /** Pixels per CSS pixel, for letters and distances. */
  readonly ratio: number;
}

/** Lengths in CSS pixels. */
export const SHEET_MARGIN = 32;
/** Title, line about the whole, and the legend beside them. */
export const SHEET_HEAD = 64;
export const SHEET_LINE = 16;
const TILE_SIDE = 160;
const NARROWEST_CELL = 112;
const GAP_X = 16;
const GAP_Y = 20;
/** Two lines of a name under each photo. */
const NAME_HEIGHT = 8 + 2 * SHEET_LINE;
/** Width to height that fits a slide and a page on its side. */
const SHAPE = 1.5;

/** `photo` gives the shape of the tiles; `ratio` the resolution. No layers make a sheet of its title alone. */
export function layoutSheet(photo: Size, count: number, ratio: number): SheetLayout {
  const scale = TILE_SIDE / Math.max(photo.width, photo.height, 1);
  const px = (css: number) => Math.round(css * ratio);
  const tile = {
    width: Math.max(1, px(photo.width * scale)),
    height: Math.max(1, px(photo.height * scale)),
  };
  const cell = {
    width: Math.max(tile.width, px(NARROWEST_CELL)) + px(GAP_X),
    height: tile.height + px(NAME_HEIGHT) + px(GAP_Y),
  };
  const columns = bestColumns(count, cell);
  const rows = Math.ceil(count / columns);
  const places = Array.from({ length: count }, (_, index) => ({
    x: px(SHEET_MARGIN) + (index % columns) * cell.width,
    y: px(SHEET_MARGIN + SHEET_HEAD) + Math.floor(index / columns) * cell.height,
  }));
  return {
    width: 2 * px(SHEET_MARGIN) + columns * cell.width - px(GAP_X),
    height: px(2 * SHEET_MARGIN + SHEET_HEAD) + rows * cell.height - px(GAP_Y),
    columns,
    tile,
    places,
    ratio,
  };
}

/** The number of columns whose grid comes nearest to the wanted shape. */
function bestColumns(count: number, cell: Size): number {
  const wanted = Math.sqrt((count * SHAPE * cell.height) / cell.width);
  return Math.min(Math.max(1, count), Math.max(1, Math.round(wanted)));
}
