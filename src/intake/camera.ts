import { Failure, toFailure } from '../lib/failure.ts';
import type { FrameSource, FrameSourceOpener } from '../state/explain/sequence/frameSource.ts';
import { createCameraFrames } from './cameraFrames.ts';

/** Which camera is wished for: one that looks that way, or exactly this one. */
export type CameraWish =
  | { readonly facing: 'user' | 'environment' }
  /** As the browser names a device. */
  | { readonly deviceId: string };

/** Six times as many pixels as the model sees, and few enough to be read while it computes the frame before. */
const wantedSize = { width: { ideal: 640 }, height: { ideal: 480 } };

/** What is needed of the page around it; a window is one. */
export interface CameraPage {
  /** Missing on pages without a secure address, whatever the types say. */
  readonly navigator: { readonly mediaDevices: MediaDevices | undefined };
  readonly isSecureContext: boolean;
  readonly document: Document;
}

export interface Camera {
  /** Asks for permission when it is opened, where the browser has not been told before. */
  opener(wish?: CameraWish): FrameSourceOpener;
  /** Which camera comes after the one that was opened last: the one that looks the other way, or the next. Null without. */
  other(): Promise<CameraWish | null>;
}

/** The cameras of this device. */
export function createCamera(page: CameraPage): Camera {
  let opened: MediaTrackSettings | null = null;

  async function open(wish: CameraWish, signal: AbortSignal): Promise<FrameSource> {
    const { mediaDevices } = page.navigator;
    if (!mediaDevices) {
      const code = page.isSecureContext ? 'cameraMissing' : 'cameraInsecure';
      throw new Failure(code, 'the browser offers no media devices');
    }
    const stream = await mediaDevices
      .getUserMedia({ audio: false, video: { ...wantedSize, ...constraintOf(wish) } })
      .catch((thrown: unknown) => {
        throw cameraFailure(thrown);
      });
    if (signal.aborted) {
      for (const track of stream.getTracks()) track.stop();
      throw new Failure('cancelled', 'left before the camera was there');
    }
    opened = stream.getVideoTracks()[0]?.getSettings() ?? null;
    return createCameraFrames(stream, page.document, 'Camera', signal);
  }

  return {
    opener: (wish = { facing: 'environment' }) => ({
      kind: 'camera',
      title: 'Camera',
      open: (signal) => open(wish, signal),
    }),
    async other() {
      const devices = await page.navigator.mediaDevices?.enumerateDevices().catch(() => []);
      const cameras = (devices ?? []).filter(({ kind }) => kind === 'videoinput');
      return otherCamera(cameras, opened);
    },
  };
}

/** Phones have several lenses on one side: there the other side is meant, elsewhere the next device. */
export function otherCamera(
  cameras: readonly Pick<MediaDeviceInfo, 'deviceId'>[],
  opened: Pick<MediaTrackSettings, 'deviceId' | 'facingMode'> | null,
): CameraWish | null {
  if (opened === null || cameras.length < 2) return null;
  if (opened.facingMode === 'user') return { facing: 'environment' };
  if (opened.facingMode === 'environment') return { facing: 'user' };
  const index = cameras.findIndex(({ deviceId }) => deviceId === opened.deviceId);
  const next = cameras[(index + 1) % cameras.length];
  return next ? { deviceId: next.deviceId } : null;
}

function constraintOf(wish: CameraWish): MediaTrackConstraints {
  return 'facing' in wish ? { facingMode: { ideal: wish.facing } } : { deviceId: { exact: wish.deviceId } };
}

/** The names are those of the standard, “Media Capture and Streams”. */
export function cameraFailure(thrown: unknown): Failure {
  const failure = toFailure(thrown);
  const name = thrown instanceof Error ? thrown.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return new Failure('cameraRefused', failure.message);
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new Failure('cameraMissing', failure.message);
    case 'NotReadableError':
    case 'AbortError':
      return new Failure('cameraBusy', failure.message);
    default:
      return failure;
  }
}
