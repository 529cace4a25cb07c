/** Films by WebCodecs, put into their container by mediabunny. Heavy: loaded when a film is wanted. */
import { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality, WebMOutputFormat } from 'mediabunny';
import { letPageBreathe } from '../letPageBreathe.ts';
import { createDrawing, freeDrawing } from '../picture/encodePng.ts';
import { type VideoForm, type VideoOptions, type VideoSource, videoForms } from './videoForms.ts';

/**
 * The film in the first form that this browser really encodes, or null where there is none. Browsers are wrong about
 * what they support, so each form is tried with one frame.
 */
export async function encodeVideo(
  source: VideoSource,
  options: VideoOptions,
): Promise<{ readonly blob: Blob; readonly form: VideoForm } | null> {
  for (const form of videoForms) {
    const trial = { ...options, onProgress: () => undefined };
    const works = await writeVideo({ ...source, count: 1 }, form, trial).then(
      ({ size }) => size > 0,
      () => false,
    );
    options.signal.throwIfAborted();
    if (works) return { blob: await writeVideo(source, form, options), form };
  }
  return null;
}

async function writeVideo(source: VideoSource, form: VideoForm, options: VideoOptions): Promise<Blob> {
  const { width, height, count, framesPerSecond, paint } = source;
  const { title, comment, signal, onProgress } = options;
  const { canvas, context } = createDrawing(width, height);
  const target = new BufferTarget();
  const format =
    form.extension === 'mp4' ? new Mp4OutputFormat({ fastStart: 'in-memory' }) : new WebMOutputFormat();
  const output = new Output({ format, target });
  try {
    const frames = new CanvasSource(canvas, { codec: form.codec, quality: new Quality('high') });
    output.addVideoTrack(frames, { frameRate: framesPerSecond });
    output.setMetadataTags({ title, comment });
    await output.start();
    for (let index = 0; index < count; index++) {
      await letPageBreathe(signal);
      paint(context, index);
      await frames.add(index / framesPerSecond, 1 / framesPerSecond);
      onProgress((index + 1) / (count + 1));
    }
    await output.finalize();
    if (target.buffer === null) throw new Error('the film has no bytes');
    return new Blob([target.buffer], { type: `video/${form.extension}` });
  } finally {
    if (output.state !== 'finalized') await output.cancel().catch(() => undefined);
    freeDrawing(canvas);
  }
}
