/// <reference path="./gifenc.d.ts" />
import { type Colour, GIFEncoder, quantize } from 'gifenc';
import { letPageBreathe } from '../letPageBreathe.ts';
import type { Recipe } from '../recipe.ts';
import { commentBytes } from './gifComment.ts';
import { createPaletteMapper } from './paletteMapper.ts';

export interface GifSource {
  readonly width: number;
  readonly height: number;
  /** Rows from the top that are photo; below them are flat colours. */
  readonly photoRows: number;
  readonly count: number;
  /** RGBA of a frame; may be overwritten by the next call. */
  frame(index: number): Uint8ClampedArray;
  /** The same, small, for a survey of the colours. */
  smallFrame(index: number): Uint8ClampedArray;
}

export interface GifOptions {
  readonly framesPerSecond: number;
  readonly loops: boolean;
  readonly recipe: Recipe;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

const COLOURS = 256;
/** Frames whose colours are looked at to choose the palette. */
const SURVEYED_FRAMES = 24;
/** Share of the work that the survey is. */
const SURVEY_SHARE = 0.1;
/** Levels over which the grain reaches: about the distance between two colours of the palette. */
const GRAIN = 10;

/** What the bar under the photo is made of, and black. */
const flatColours: readonly Colour[] = [
  [255, 255, 255],
  [217, 217, 217],
  [191, 191, 191],
  [140, 140, 140],
  [89, 89, 89],
  [25, 25, 25],
  [0, 0, 0],
];

/**
 * Writes a GIF of full, opaque frames with one palette for all of them: with palettes of their own, still parts of the
 * photo would change their colour from frame to frame. Works in slices, so that the page stays awake. The recipe is in
 * the file as a comment.
 */
export async function writeGif(source: GifSource, options: GifOptions): Promise<Blob> {
  const { width, height, count, photoRows } = source;
  const { signal, onProgress, framesPerSecond, loops } = options;
  const palette = await choosePalette(source, options);
  const map = createPaletteMapper(palette, GRAIN);
  const gif = GIFEncoder();
  // The format counts in hundredths of a second, and players take less than two for a mistake.
  const delay = Math.max(2, Math.round(100 / framesPerSecond)) * 10;
  for (let index = 0; index < count; index++) {
    await letPageBreathe(signal);
    const indexed = map(source.frame(index), width, photoRows);
    const first = index === 0 ? { palette, repeat: loops ? 0 : -1 } : {};
    gif.writeFrame(indexed, width, height, { delay, ...first });
    onProgress(SURVEY_SHARE + (1 - SURVEY_SHARE) * ((index + 1) / count));
  }
  for (const byte of commentBytes(JSON.stringify(options.recipe))) gif.stream.writeByte(byte);
  gif.finish();
  return new Blob([gif.bytes()], { type: 'image/gif' });
}

async function choosePalette(source: GifSource, { signal, onProgress }: GifOptions): Promise<Colour[]> {
  const surveyed = Math.min(source.count, SURVEYED_FRAMES);
  const samples: Uint8ClampedArray[] = [];
  for (let index = 0; index < surveyed; index++) {
    await letPageBreathe(signal);
    const frame = surveyed > 1 ? Math.round((index * (source.count - 1)) / (surveyed - 1)) : 0;
    samples.push(source.smallFrame(frame).slice());
    onProgress((SURVEY_SHARE * (index + 1)) / surveyed);
  }
  const all = new Uint8ClampedArray(samples.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const sample of samples) {
    all.set(sample, offset);
    offset += sample.length;
  }
  await letPageBreathe(signal);
  return [...flatColours, ...quantize(all, COLOURS - flatColours.length)];
}
