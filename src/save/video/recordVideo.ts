import type { VideoForm, VideoOptions, VideoSource } from './videoForms.ts';

type Recorded = Pick<VideoForm, 'extension'> & { readonly mimeType: string };

const recordedForms: readonly Recorded[] = [
  { extension: 'mp4', mimeType: 'video/mp4;codecs=avc1.42E01F' },
  { extension: 'webm', mimeType: 'video/webm;codecs=vp9' },
  { extension: 'webm', mimeType: 'video/webm' },
];

/**
 * The film recorded from a canvas while it plays, for browsers without WebCodecs: it takes as long as the film. Null
 * where nothing can be recorded.
 */
export async function recordVideo(
  source: VideoSource,
  { signal, onProgress }: Pick<VideoOptions, 'signal' | 'onProgress'>,
): Promise<{ readonly blob: Blob; readonly form: Pick<VideoForm, 'extension'> } | null> {
  if (typeof MediaRecorder === 'undefined') return null;
  const form = recordedForms.find(({ mimeType }) => MediaRecorder.isTypeSupported(mimeType));
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (form === undefined || context === null || !('captureStream' in canvas)) return null;
  canvas.width = source.width;
  canvas.height = source.height;
  source.paint(context, 0);
  const stream = canvas.captureStream(source.framesPerSecond);
  const recorder = new MediaRecorder(stream, { mimeType: form.mimeType });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const recorded = new Promise<void>((resolve, reject) => {
    recorder.onstop = () => resolve();
    recorder.onerror = () => reject(new Error('the recording failed'));
  });
  recorder.start();
  try {
    await play(source, context, signal, onProgress);
  } finally {
    recorder.stop();
    for (const track of stream.getTracks()) track.stop();
  }
  await recorded;
  const blob = new Blob(parts, { type: `video/${form.extension}` });
  return blob.size > 0 ? { blob, form } : null;
}

/** Paints the frames when they are due. */
function play(
  { count, framesPerSecond, paint }: VideoSource,
  context: CanvasRenderingContext2D,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let startMs: number | null = null;
    const show = (timeMs: number) => {
      if (signal.aborted) {
        reject(new DOMException('recording was cancelled', 'AbortError'));
        return;
      }
      startMs ??= timeMs;
      const index = Math.floor(((timeMs - startMs) / 1000) * framesPerSecond);
      paint(context, Math.min(index, count - 1));
      onProgress(Math.min(1, index / count));
      if (index >= count) resolve();
      else requestAnimationFrame(show);
    };
    requestAnimationFrame(show);
  });
}
