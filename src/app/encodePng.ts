/** A bitmap's pixels as a PNG file, without loss. The bitmap may be closed as soon as this has returned. */
export function encodePng(bitmap: ImageBitmap): Promise<Blob> {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  // Frequent reading keeps the pixels in main memory, where they are wanted.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return Promise.reject(new Error('no 2D canvas'));
  context.drawImage(bitmap, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
