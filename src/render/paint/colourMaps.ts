/** Colour maps as tables of 256 RGB triples; value v in [0, 1] has the triple at round(v × 255). */
import type { ColourMapId } from '../../cam/map/display.ts';
import { colourTables } from './colourTables.ts';

/** A colour map for unsigned values, or `diverging`: blue below the neutral middle, red above. */
export type Colours = ColourMapId | 'diverging';

const decoded = new Map<Colours, Uint8Array<ArrayBuffer>>();

/** The 256 × 3 bytes (sRGB) of a colour map; shared, so never write to it. */
export function colourTable(colours: Colours): Uint8Array<ArrayBuffer> {
  let table = decoded.get(colours);
  if (!table) {
    table = colours === 'jet' ? jetTable() : decodeTable(colourTables[colours]);
    decoded.set(colours, table);
  }
  return table;
}

function decodeTable(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * The rainbow of older papers, kept for comparison with them: three trapezoids of slope 4 around 1/4
 * (blue), 1/2 (green) and 3/4 (red).
 */
function jetTable(): Uint8Array<ArrayBuffer> {
  const table = new Uint8Array(256 * 3);
  for (let index = 0; index < 256; index++) {
    for (let channel = 0; channel < 3; channel++) {
      const distance = Math.abs((4 * index) / 255 - (3 - channel));
      table[index * 3 + channel] = Math.round(255 * Math.min(1, Math.max(0, 1.5 - distance)));
    }
  }
  return table;
}
