/** Small videos for tests, made in Chromium with the browser's own encoder. */
import { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality, WebMOutputFormat } from 'mediabunny';

export interface TestVideo {
  readonly container: 'mp4' | 'webm';
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly count: number;
  /** Clockwise, which the file asks of whoever shows it. */
  readonly rotation?: 0 | 90 | 180 | 270;
  paint(context: OffscreenCanvasRenderingContext2D, frame: number): void;
}

/** VP8, which every Chromium encodes, with a key frame every ten frames. */
export async function makeVideo(video: TestVideo): Promise<Blob> {
  const { container, width, height, framesPerSecond, count, rotation = 0 } = video;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const target = new BufferTarget();
  const format = container === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat();
  const output = new Output({ format, target });
  const frames = new CanvasSource(canvas, {
    codec: container === 'mp4' ? 'vp9' : 'vp8',
    quality: new Quality('high'),
    keyFrameInterval: 10 / framesPerSecond,
  });
  output.addVideoTrack(frames, { frameRate: framesPerSecond, rotation });
  await output.start();
  for (let frame = 0; frame < count; frame++) {
    video.paint(context, frame);
    await frames.add(frame / framesPerSecond, 1 / framesPerSecond);
  }
  await output.finalize();
  if (!target.buffer) throw new Error('no video was made');
  return new Blob([target.buffer], { type: `video/${container}` });
}
