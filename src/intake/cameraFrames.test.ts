import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCameraFrames } from './cameraFrames.ts';

const unaborted = new AbortController().signal;

/** A stream whose frames come when the test says so, in a page that it shows and hides. */
function fakeStream(play: () => Promise<void>) {
  let onFrame: ((nowMs: number) => void) | null = null;
  const video = {
    play,
    requestVideoFrameCallback: (callback: (nowMs: number) => void) => {
      onFrame = callback;
    },
  };
  const track = Object.assign(new EventTarget(), { stop: vi.fn() });
  const document = Object.assign(new EventTarget(), { hidden: false, createElement: () => video });
  const stream = { getTracks: () => [track], getVideoTracks: () => [track] };
  const open = (signal: AbortSignal) =>
    createCameraFrames(stream as unknown as MediaStream, document as unknown as Document, 'Camera', signal);
  return {
    open,
    track,
    comesFrame: (nowMs: number) => onFrame?.(nowMs),
    hide(hidden: boolean) {
      document.hidden = hidden;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

async function openFakeStream() {
  const fake = fakeStream(() => Promise.resolve());
  return { ...fake, source: await fake.open(unaborted) };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({}));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the newest frame is given out once, with its time since the first', async () => {
  const { source, comesFrame } = await openFakeStream();
  for (const nowMs of [1000, 1040, 1080]) comesFrame(nowMs);
  await expect(source.next(unaborted)).resolves.toMatchObject({ timeSeconds: 0.08 });
  const next = source.next(unaborted);
  comesFrame(1120);
  await expect(next).resolves.toMatchObject({ timeSeconds: 0.12 });
});

test('a question that is given up is cancelled, and the next one answered', async () => {
  const { source, comesFrame } = await openFakeStream();
  const abort = new AbortController();
  const givenUp = source.next(abort.signal);
  abort.abort();
  await expect(givenUp).rejects.toMatchObject({ code: 'cancelled' });
  comesFrame(1000);
  await expect(source.next(unaborted)).resolves.toMatchObject({ timeSeconds: 0 });
});

test('a camera that is unplugged ends the question that waits', async () => {
  const { source, track } = await openFakeStream();
  const waiting = source.next(unaborted);
  track.dispatchEvent(new Event('ended'));
  await expect(waiting).rejects.toMatchObject({ code: 'cameraStopped' });
});

test('closing switches the camera off, once', async () => {
  const { source, track } = await openFakeStream();
  source.close();
  source.close();
  expect(track.stop).toHaveBeenCalledOnce();
});

test('the camera goes off after a minute in the background, not when one comes back sooner', async () => {
  const { hide, track } = await openFakeStream();
  hide(true);
  vi.advanceTimersByTime(59_000);
  hide(false);
  vi.advanceTimersByTime(120_000);
  expect(track.stop).not.toHaveBeenCalled();
  hide(true);
  vi.advanceTimersByTime(60_000);
  expect(track.stop).toHaveBeenCalledOnce();
});

/** A camera that another program holds may be given out and never show anything. */
const showsNothing = () => new Promise<void>(() => {});

test('a camera that shows nothing is switched off as soon as nobody waits for it', async () => {
  const { open, track } = fakeStream(showsNothing);
  const abort = new AbortController();
  const opening = open(abort.signal);
  expect(track.stop).not.toHaveBeenCalled();
  abort.abort();
  expect(track.stop).toHaveBeenCalledOnce();
  await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
});

test('a camera that shows nothing for ten seconds is busy, and switched off', async () => {
  const { open, track } = fakeStream(showsNothing);
  const opening = expect(open(unaborted)).rejects.toMatchObject({ code: 'cameraBusy' });
  vi.advanceTimersByTime(9_999);
  expect(track.stop).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(track.stop).toHaveBeenCalledOnce();
  await opening;
});

test('a camera that shows something stays on, however long it is open and whoever opened it', async () => {
  const { open, track } = fakeStream(() => Promise.resolve());
  const abort = new AbortController();
  await open(abort.signal);
  abort.abort();
  vi.advanceTimersByTime(60_000);
  expect(track.stop).not.toHaveBeenCalled();
});
