/**
 * Writes src/render/paint/colourTables.ts: the published colour maps sampled at 256 places, 3 bytes each, as
 * base64. Run it by hand when a map is added: node scripts/make-colour-maps.mjs
 */
import { writeFile } from 'node:fs/promises';
import {
  interpolateCividis,
  interpolateMagma,
  interpolateRdBu,
  interpolateTurbo,
  interpolateViridis,
} from 'd3-scale-chromatic';

/** `diverging` runs from blue (low) over a neutral middle to red (high), so RdBu is read backwards. */
const maps = {
  turbo: interpolateTurbo,
  viridis: interpolateViridis,
  magma: interpolateMagma,
  cividis: interpolateCividis,
  diverging: (/** @type {number} */ t) => interpolateRdBu(1 - t),
};

/**
 * '#440154' or 'rgb(68, 1, 84)' as three bytes.
 * @param {string} text
 */
function parseColour(text) {
  if (text.startsWith('#'))
    return [1, 3, 5].map((start) => Number.parseInt(text.slice(start, start + 2), 16));
  return (text.match(/\d+/g) ?? []).map(Number);
}

const entries = Object.entries(maps).map(([id, interpolate]) => {
  const bytes = Array.from({ length: 256 }, (_, index) => parseColour(interpolate(index / 255))).flat();
  return `  ${id}:\n    '${Buffer.from(bytes).toString('base64')}',`;
});

const source = `/** Made by scripts/make-colour-maps.mjs: 256 RGB triples of each map, as base64. */
export const colourTables = {
${entries.join('\n')}
} as const;
`;

await writeFile(new URL('../src/render/paint/colourTables.ts', import.meta.url), source);
