import { Failure } from '../../lib/failure.ts';
import { createTurns } from '../../lib/turns.ts';
import type { PictureHeader } from '../header.ts';
import { checkPixelCount } from '../limits.ts';
import type { PictureNote, PictureReader, ReadPicture, ReadPictureParams } from '../pictureApi.ts';
import { seenRegion } from '../resample/fit.ts';
import { keepsOrientation } from '../stripMetadata.ts';
import { decodeFailure, type OpenedPicture, openPicture } from './openPicture.ts';
import { makeDisplayBitmap, readInput } from './readBitmap.ts';
import { readFrame } from './readFrame.ts';
import { turnUpright } from './turnUpright.ts';

export interface PictureReaderOptions {
  /** True on phones and where memory is short: the limit on pixels is lower (limits.ts). */
  readonly smallDevice?: boolean;
}

/** From this ratio of the sides on, a stretched photo shows little of what was in it. */
const EXTREME_ASPECT = 10;

/**
 * Reads pictures with the browser's decoders, in a worker. Nothing is decoded that the file's own
 * header shows to be too large, and no pixel of the model's input is the browser's resizing. One picture after the
 * other: many at once would take many times the memory, and the first of them would be ready when the last one is.
 */
export function createPictureReader({ smallDevice = false }: PictureReaderOptions = {}): PictureReader {
  const inTurn = createTurns();
  return {
    read: (params, { signal } = {}) => inTurn(signal, () => readPicture(params, smallDevice, signal)),
    async readFrame(params, { signal } = {}) {
      try {
        return await inTurn(signal, async () => readFrame(params));
      } catch (thrown) {
        params.picture.close();
        throw thrown;
      }
    },
  };
}

async function readPicture(
  params: ReadPictureParams,
  smallDevice: boolean,
  signal: AbortSignal | undefined,
): Promise<ReadPicture> {
  throwIfCancelled(signal);
  const opened = await openPicture(params.blob, smallDevice);
  throwIfCancelled(signal);
  const bitmap = await decode(opened);
  try {
    throwIfCancelled(signal);
    const { width, height } = bitmap;
    // Once more for the formats whose header was not read.
    checkPixelCount(width, height, smallDevice);
    const { inputWidth, inputHeight, fit, displayLimit } = params;
    const seen = seenRegion(width, height, inputWidth, inputHeight, fit);
    const mayBeTransparent = opened.header?.hasAlpha ?? true;
    const { input, isTransparent } = readInput(bitmap, seen, inputWidth, inputHeight, mayBeTransparent);
    throwIfCancelled(signal);
    const notes = collectNotes(opened.header, width, height, isTransparent);
    const display = makeDisplayBitmap(bitmap, displayLimit);
    return { format: opened.format, width, height, input, seen, display, notes };
  } finally {
    bitmap.close();
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Failure('cancelled', 'reading the picture was cancelled');
}

/** Upright, colours as stored, alpha not multiplied in. */
async function decode({ format, header, decodable }: OpenedPicture): Promise<ImageBitmap> {
  const bitmap = await createImageBitmap(decodable, {
    imageOrientation: 'from-image',
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
  }).catch((error: unknown) => {
    throw decodeFailure(format, 'the browser cannot decode the picture', error);
  });
  const orientation = header === undefined || keepsOrientation(format) ? 1 : header.orientation;
  return orientation === 1 ? bitmap : turnUpright(bitmap, orientation);
}

function collectNotes(
  header: PictureHeader | undefined,
  width: number,
  height: number,
  isTransparent: boolean,
): readonly PictureNote[] {
  const notes: PictureNote[] = [];
  if (header !== undefined && header.orientation !== 1) notes.push('orientationApplied');
  if (isTransparent) notes.push('transparencyOverWhite');
  if (header?.hasColourProfile) notes.push('colourProfileIgnored');
  if (header?.isAnimated) notes.push('firstFrameOnly');
  if (header !== undefined && header.bitDepth > 8) notes.push('sixteenBitReduced');
  if (Math.max(width, height) >= EXTREME_ASPECT * Math.min(width, height)) notes.push('extremeAspect');
  return notes;
}
