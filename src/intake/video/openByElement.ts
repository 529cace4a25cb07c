/** Frames of a video file by a <video> element, for browsers without WebCodecs: slower, one seek for each frame. */
import { checkVideoSize } from '../../image/limits.ts';
import { Failure } from '../../lib/failure.ts';
import type { FrameSource } from '../../state/explain/sequence/frameSource.ts';
import { createFrameCanvas } from './createFrameCanvas.ts';
import { choosePace, slotAt, slotBeginning, slotMiddles } from './framePace.ts';

/** An element does not tell the frame rate; most videos have this many, or twice as many. */
const assumedFramesPerSecond = 30;

/** As `openVideo`, with the same failures. */
export async function openByElement(file: Blob, title: string, signal: AbortSignal): Promise<FrameSource> {
  const video = document.createElement('video');
  const url = URL.createObjectURL(file);
  video.muted = true;
  video.playsInline = true;
  video.preload = 'auto';
  const close = () => {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  };
  try {
    const known = happens(video, 'loadedmetadata', signal);
    video.src = url;
    await known;
    if (video.videoWidth === 0) throw new Failure('videoEmpty', 'the file has no video track');
    checkVideoSize(video.videoWidth, video.videoHeight);
    return createSource(video, await durationOf(video, signal), title, close);
  } catch (thrown) {
    close();
    throw thrown;
  }
}

/** Recordings may not know how long they are until their end was looked for. */
async function durationOf(video: HTMLVideoElement, signal: AbortSignal): Promise<number> {
  if (video.duration === Number.POSITIVE_INFINITY) await seekTo(video, Number.MAX_SAFE_INTEGER, signal);
  return Number.isFinite(video.duration) ? video.duration : video.currentTime;
}

function createSource(
  video: HTMLVideoElement,
  durationSeconds: number,
  title: string,
  close: () => void,
): FrameSource {
  const pace = choosePace(durationSeconds, assumedFramesPerSecond);
  const canvas = createFrameCanvas(video.videoWidth, video.videoHeight);
  let slot = 0;
  return {
    kind: 'video',
    title,
    durationSeconds,
    stepSeconds: pace.slotSeconds,
    async next(signal) {
      const own = slot;
      const middle = slotMiddles(pace, own).next();
      if (middle.done) {
        slot = 0;
        return null;
      }
      await seekTo(video, middle.value, signal);
      const picture = canvas.toBitmap((context, width, height) =>
        context.drawImage(video, 0, 0, width, height),
      );
      if (slot === own) slot += 1;
      return { picture, timeSeconds: slotBeginning(pace, own) };
    },
    seek(timeSeconds) {
      slot = slotAt(pace, timeSeconds);
    },
    close,
  };
}

async function seekTo(video: HTMLVideoElement, timeSeconds: number, signal: AbortSignal): Promise<void> {
  const there = happens(video, 'seeked', signal);
  video.currentTime = timeSeconds;
  await there;
}

/** Waits for an event of the element; rejects when it cannot play the file, or is no longer waited for. */
function happens(video: HTMLVideoElement, event: string, signal: AbortSignal): Promise<void> {
  const waiting = new AbortController();
  return new Promise<void>((resolve, reject) => {
    const until = { signal: waiting.signal };
    const cancel = () => reject(new Failure('cancelled', 'the video was closed, or not waited for'));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, until);
    video.addEventListener(event, () => resolve(), until);
    video.addEventListener('error', () => reject(failureOf(video.error)), until);
  }).finally(() => waiting.abort());
}

function failureOf(error: MediaError | null): Failure {
  const message = error?.message ?? 'the element gave no reason';
  return error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED
    ? new Failure('videoUnsupported', message, { codec: 'unknown' })
    : new Failure('videoDamaged', message);
}
