/**
 * The picture that a video shows now. Its pixels are taken from main memory where the browser lets one: a bitmap that is
 * made of the element itself may lie on the graphics processor, and getting it back from there can take longer than all
 * else that is done with a frame.
 */
export async function grabFrame(video: HTMLVideoElement): Promise<ImageBitmap> {
  if (typeof VideoFrame === 'undefined') return createImageBitmap(video);
  const frame = new VideoFrame(video);
  try {
    const { displayWidth: width, displayHeight: height } = frame;
    const data = new Uint8ClampedArray(4 * width * height);
    await frame.copyTo(data, { format: 'RGBA', colorSpace: 'srgb' });
    return await createImageBitmap(new ImageData(data, width, height));
  } catch {
    // Not every browser converts; those that do not are asked for the bitmap.
    return await createImageBitmap(video);
  } finally {
    frame.close();
  }
}
