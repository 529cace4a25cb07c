import type { FailureCode } from '../../lib/failure.ts';
import type { FailureMessage } from './failureMessage.ts';

type FrameFailureCode = Extract<FailureCode, `camera${string}` | `frames${string}`>;

/** Why no frames come, or no more of them. */
export const frameFailureWords: Readonly<Record<FrameFailureCode, () => FailureMessage>> = {
  cameraMissing: () => ({
    title: 'There is no camera',
    sentence: 'This device has none, or the system does not show it to the browser.',
    nextStep: 'Connect a camera and try again, or open a photo or a video instead.',
  }),
  cameraRefused: () => ({
    title: 'The camera may not be used',
    sentence: 'The browser or the system refused it to this page.',
    nextStep:
      'Allow the camera for this page, by the symbol beside the address or in the system’s settings, and try again. What it sees stays on this computer.',
  }),
  cameraBusy: () => ({
    title: 'The camera cannot be started',
    sentence: 'Another program may be using it.',
    nextStep: 'Close the call or the program that holds the camera, and try again.',
  }),
  cameraInsecure: () => ({
    title: 'The camera needs a secure address',
    sentence: 'Browsers give it only to pages that came by https, or from this computer itself.',
    nextStep: 'Open this page under an address that begins with https://, or open a photo instead.',
  }),
  cameraStopped: () => ({
    title: 'The camera was switched off',
    sentence: 'It was unplugged, taken by another program, or this page was in the background for long.',
    nextStep: 'Try again; the last frame stays here until then.',
  }),
  framesMissing: () => ({
    title: 'There is nothing to see',
    sentence: 'Not one frame came.',
    nextStep: 'Try again, or open something else.',
  }),
};
