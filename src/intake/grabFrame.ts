/**
 * The picture that a video shows now. Its pixels are taken from main memory where the browser lets one: a bitmap that is
 * made of the element itself may lie on the graphics processor, and getting it back from there can take longer than all
 * else that is done with a frame.
 */
export async function grabFrame(video: HTMLVideoElement): Promise<ImageBitmap> {
  return createImageBitmap((await readPixels(video)) ?? video);
}

const asBytes = { format: 'RGBA', colorSpace: 'srgb' } as const;

/** Null where the browser does not convert; some then write what they have, planes mostly, without a word. */
async function readPixels(video: HTMLVideoElement): Promise<ImageData | null> {
  if (typeof VideoFrame === 'undefined') return null;
  let frame: VideoFrame | null = null;
  try {
    frame = new VideoFrame(video);
    const { displayWidth: width, displayHeight: height, visibleRect, format } = frame;
    const sizeBytes = 4 * width * height;
    if (visibleRect?.width !== width || visibleRect.height !== height) return null;
    // Blue first has the size of red first: there a missing conversion would not show.
    if (format?.startsWith('BGR') || frame.allocationSize(asBytes) !== sizeBytes) return null;
    const data = new Uint8ClampedArray(sizeBytes);
    await frame.copyTo(data, asBytes);
    return new ImageData(data, width, height);
  } catch {
    return null;
  } finally {
    frame?.close();
  }
}
