import { describe, expect, test, vi } from 'vitest';
import { cameraFailure, createCamera, otherCamera } from './camera.ts';

/** A page whose browser offers these devices, or none at all. */
function pageWith(mediaDevices: Partial<MediaDevices> | undefined, isSecureContext = true) {
  return createCamera({
    navigator: { mediaDevices: mediaDevices as MediaDevices | undefined },
    isSecureContext,
    document: {} as Document,
  });
}

const notAborted = new AbortController().signal;

describe('a camera that cannot be had', () => {
  test.each([
    ['NotAllowedError', 'cameraRefused'],
    ['SecurityError', 'cameraRefused'],
    ['NotFoundError', 'cameraMissing'],
    ['OverconstrainedError', 'cameraMissing'],
    ['NotReadableError', 'cameraBusy'],
    ['AbortError', 'cameraBusy'],
    ['TypeError', 'internal'],
  ] as const)('%s of the browser means %s', (name, code) => {
    expect(cameraFailure(Object.assign(new Error('no'), { name })).code).toBe(code);
  });

  test('is told when it is opened, not before', async () => {
    const getUserMedia = vi.fn(() => Promise.reject(new DOMException('denied', 'NotAllowedError')));
    const opener = pageWith({ getUserMedia }).opener();
    expect(getUserMedia).not.toHaveBeenCalled();
    await expect(opener.open(notAborted)).rejects.toMatchObject({ code: 'cameraRefused' });
  });

  test.each([
    [true, 'cameraMissing'],
    [false, 'cameraInsecure'],
  ])('without media devices is missing, or the address is not secure (%s)', async (isSecure, code) => {
    const opener = pageWith(undefined, isSecure).opener();
    await expect(opener.open(notAborted)).rejects.toMatchObject({ code });
  });

  test('because nobody waits for it any more is switched off again', async () => {
    const track = { stop: vi.fn() };
    const stream = { getTracks: () => [track] } as unknown as MediaStream;
    const opener = pageWith({ getUserMedia: () => Promise.resolve(stream) }).opener();
    await expect(opener.open(AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    expect(track.stop).toHaveBeenCalledOnce();
  });
});

test('only pictures are asked for, never sound, and the camera that looks away from the user first', async () => {
  const getUserMedia = vi.fn(() => Promise.reject(new Error('not now')));
  await expect(pageWith({ getUserMedia }).opener().open(notAborted)).rejects.toThrow();
  expect(getUserMedia).toHaveBeenCalledWith(
    expect.objectContaining({
      audio: false,
      video: expect.objectContaining({ facingMode: { ideal: 'environment' } }),
    }),
  );
});

describe('another camera', () => {
  const cameras = [{ deviceId: 'a' }, { deviceId: 'b' }];

  test('is the one on the other side, where sides are known', () => {
    expect(otherCamera(cameras, { facingMode: 'environment' })).toEqual({ facing: 'user' });
    expect(otherCamera(cameras, { facingMode: 'user' })).toEqual({ facing: 'environment' });
  });

  test('is the next device elsewhere, and after the last the first', () => {
    expect(otherCamera(cameras, { deviceId: 'a' })).toEqual({ deviceId: 'b' });
    expect(otherCamera(cameras, { deviceId: 'b' })).toEqual({ deviceId: 'a' });
  });

  test('is none before one was opened, or where there is only one', () => {
    expect(otherCamera(cameras, null)).toBeNull();
    expect(otherCamera([{ deviceId: 'a' }], { deviceId: 'a' })).toBeNull();
  });
});
