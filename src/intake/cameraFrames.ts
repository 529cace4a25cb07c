import { Failure } from '../lib/failure.ts';
import type { FrameSource, SourceFrame } from '../state/explain/sequence/frameSource.ts';
import { grabFrame } from './grabFrame.ts';

/** Nobody looks at a page in the background: after so long there its camera is switched off. */
const longestHiddenMs = 60_000;

/** A camera that gives no picture for so long after it was switched on is not going to. */
const longestStartMs = 10_000;

/**
 * The frames of a stream, by way of a video element that stands on no page. Rejects with `cameraBusy` when no picture
 * comes, with `cancelled` when it is not waited for; either way the camera is switched off. Later it is `cameraStopped`.
 * Frames are as the camera gives them, never mirrored.
 *
 * @param signal of the opening; it must not be aborted yet
 */
export async function createCameraFrames(
  stream: MediaStream,
  document: Document,
  title: string,
  signal: AbortSignal,
): Promise<FrameSource> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  const ended = new AbortController();
  let hiddenTimer: ReturnType<typeof setTimeout> | null = null;
  let firstMs: number | null = null;
  /** When the newest frame came, until it is given out. */
  let freshMs: number | null = null;
  let wake: (() => void) | null = null;

  function noteFrame(nowMs: number): void {
    freshMs = nowMs;
    firstMs ??= nowMs;
    wake?.();
    if (!ended.signal.aborted) video.requestVideoFrameCallback(noteFrame);
  }

  function close(): void {
    if (ended.signal.aborted) return;
    ended.abort();
    clearTimeout(hiddenTimer ?? undefined);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
    wake?.();
  }

  function followVisibility(): void {
    clearTimeout(hiddenTimer ?? undefined);
    hiddenTimer = document.hidden ? setTimeout(close, longestHiddenMs) : null;
  }

  const { signal: end } = ended;
  document.addEventListener('visibilitychange', followVisibility, { signal: end });
  for (const track of stream.getVideoTracks()) track.addEventListener('ended', close, { signal: end });
  video.requestVideoFrameCallback(noteFrame);
  const closed = new Promise<string>((resolve) => {
    end.addEventListener('abort', () => resolve('it was closed before'), { once: true });
  });
  const startTimer = setTimeout(close, longestStartMs);
  signal.addEventListener('abort', close);
  // A video that waits for its first picture may wait for ever, whatever becomes of its stream.
  const trouble = await Promise.race([video.play().then(() => null, String), closed]);
  signal.removeEventListener('abort', close);
  clearTimeout(startTimer);
  if (trouble !== null) {
    close();
    if (signal.aborted) throw new Failure('cancelled', 'left before a picture came');
    throw new Failure('cameraBusy', `no picture came: ${trouble}`);
  }

  /** Resolves as soon as there is a frame that was not given out, or reason to look why there is none. */
  function waitForFrame(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const settle = () => {
        signal.removeEventListener('abort', settle);
        wake = null;
        resolve();
      };
      wake = settle;
      signal.addEventListener('abort', settle, { once: true });
    });
  }

  async function next(signal: AbortSignal): Promise<SourceFrame> {
    if (freshMs === null && !signal.aborted && !end.aborted) await waitForFrame(signal);
    if (end.aborted) throw new Failure('cameraStopped', 'the stream ended');
    if (signal.aborted || freshMs === null) throw new Failure('cancelled', 'no frame is wanted any more');
    const timeSeconds = (freshMs - (firstMs ?? freshMs)) / 1000;
    freshMs = null;
    return { picture: await grabFrame(video), timeSeconds };
  }

  return { kind: 'camera', title, durationSeconds: null, stepSeconds: null, next, close };
}
