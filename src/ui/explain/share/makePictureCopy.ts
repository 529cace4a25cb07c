import { mostCopyBytes } from '../../../state/explain/address/link.ts';

/** The small picture that goes into a link. */
export interface PictureCopy {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Longer side in pixels and quality, the best first: the network looks at 224 pixels. */
const attempts = [
  [448, 0.75],
  [384, 0.7],
  [320, 0.7],
  [320, 0.5],
  [256, 0.6],
  [256, 0.4],
  [224, 0.3],
  [160, 0.4],
  [128, 0.2],
  [64, 0.2],
] as const;

/**
 * A copy of a picture of at most 12 KB: WebP, or JPEG where the browser cannot write that. Pixels only, so nothing that
 * the file said about place or camera. Null where memory is short or the bitmap is closed.
 */
export async function makePictureCopy(bitmap: ImageBitmap): Promise<PictureCopy | null> {
  try {
    for (const [side, quality] of attempts) {
      const copy = await drawCopy(bitmap, side, quality);
      if (copy.bytes.length <= mostCopyBytes) return copy;
    }
  } catch {
    // The dialog says that there is no copy.
  }
  return null;
}

async function drawCopy(bitmap: ImageBitmap, side: number, quality: number): Promise<PictureCopy> {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no 2D canvas');
  // The reader lays transparent pictures over white too.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  const webp = await canvas.convertToBlob({ type: 'image/webp', quality });
  // A browser that cannot write WebP writes PNG instead.
  const blob =
    webp.type === 'image/webp' ? webp : await canvas.convertToBlob({ type: 'image/jpeg', quality });
  return { bytes: new Uint8Array(await blob.arrayBuffer()), width, height };
}
