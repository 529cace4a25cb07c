import type { MediaBox } from './heifBoxes.ts';
import { readItemProperties } from './heifProperties.ts';
import { readTurn } from './heifTurn.ts';
import { hasText, type PictureHeader, viewOf } from './pictureHeader.ts';

/**
 * Size of an AVIF or HEIC picture: the largest of its item properties `ispe` (ISO/IEC 23008-12, 6.5.3),
 * since a picture made of tiles lists their sizes too. Its turn and mirroring are properties that decoders
 * of HEIC apply by themselves.
 */
export function readHeifHeader(bytes: Uint8Array): PictureHeader {
  const view = viewOf(bytes);
  let width = 0;
  let height = 0;
  let bitDepth = 8;
  let hasAlpha = false;
  for (const property of readItemProperties(bytes).properties) {
    const data = property.dataStart;
    if (property.type === 'ispe' && view.getUint32(data + 4) * view.getUint32(data + 8) > width * height) {
      width = view.getUint32(data + 4);
      height = view.getUint32(data + 8);
    }
    if (property.type === 'pixi') bitDepth = Math.max(bitDepth, view.getUint8(data + 5));
    if (property.type === 'auxC')
      hasAlpha ||= hasText(bytes, data + 4, 'urn:mpeg:') && isAlpha(bytes, property);
  }
  const isAnimated = hasText(bytes, 8, 'avis');
  return { width, height, orientation: 1, bitDepth, hasAlpha, isAnimated, hasColourProfile: false };
}

/** As {@link readHeifHeader}, with the turn, which not all browsers apply to an AVIF. */
export function readAvifHeader(bytes: Uint8Array): PictureHeader {
  return { ...readHeifHeader(bytes), orientation: readTurn(bytes) };
}

/** Auxiliary pictures are alpha or depth: the names differ, but only alpha's hold the word or HEVC's :1. */
function isAlpha(bytes: Uint8Array, property: MediaBox): boolean {
  const name = String.fromCharCode(
    ...bytes.subarray(property.dataStart + 4, Math.min(property.end, property.dataStart + 68)),
  );
  return name.includes('alpha') || name.includes(':auxid:1');
}
