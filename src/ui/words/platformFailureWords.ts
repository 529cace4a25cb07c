import type { FailureCode, FailureDetails } from '../../lib/failure.ts';
import type { Feature } from '../../lib/features.ts';
import type { FailureMessage } from './failureMessage.ts';

type PlatformFailureCode = Extract<
  FailureCode,
  'featureMissing' | 'partUnreachable' | 'deviceLost' | `worker${string}`
>;

/** What the page wants each feature for. */
const purposes: Readonly<Record<Feature, string>> = {
  worker: 'Web Workers, in which the network is computed beside the page',
  offscreenCanvas: 'OffscreenCanvas, on which photos are read beside the page',
  canvas: 'a 2D canvas, on which photos and heat maps are drawn',
  createImageBitmap: 'createImageBitmap, which decodes photos',
  resizeObserver: 'ResizeObserver, which fits the photos into the window',
};

const purposeOf = new Map<unknown, string>(Object.entries(purposes));

const comesBack = 'We start again and redo the last picture. Nothing is lost.';
const staysDown =
  'That was the fourth time within a minute, so we do not start again by ourselves. Close other tabs or programs, then try again. Your pictures stay here.';

/** Whether the page goes on by itself is said by whoever gave up: `{ gaveUp: true }`. */
function next({ gaveUp }: FailureDetails): string {
  return gaveUp === true ? staysDown : comesBack;
}

/** What the browser lacks, what of the page did not arrive, and what became of the task in the background. */
export const platformFailureWords: Readonly<
  Record<PlatformFailureCode, (details: FailureDetails) => FailureMessage>
> = {
  featureMissing: ({ feature }) => ({
    title: 'This browser lacks something that StrataCAM needs',
    sentence: `It has no ${purposeOf.get(feature) ?? 'support for a part of the page'}.`,
    nextStep:
      'Update the browser, or open this page in Chrome, Edge, Firefox or Safari in their present versions. If a setting or an extension for privacy took it away, allow it for this page.',
  }),
  partUnreachable: ({ isReplaced }) =>
    isReplaced === true
      ? {
          title: 'A newer version of StrataCAM is online',
          sentence:
            'This tab shows the one before, and the part of it that is needed now is no longer on the server.',
          nextStep:
            'Save what you want to keep, then reload the page; the message about it says what that loses.',
        }
      : {
          title: 'A part of the page did not arrive',
          sentence: 'It is loaded when it is needed, and the connection may be down.',
          nextStep: 'Check the connection and try again. Your pictures stay here.',
        },
  deviceLost: (details) => ({
    title: 'The graphics processor was lost',
    sentence: 'The system took it away, after sleep or a driver update for example.',
    nextStep: next(details),
  }),
  workerDied: (details) => ({
    title: 'The calculation stopped unexpectedly',
    sentence: 'The background task was ended, most often because memory was short.',
    nextStep: next(details),
  }),
  workerUnresponsive: (details) => ({
    title: 'The calculation did not answer',
    sentence: 'The background task was silent for too long and was ended.',
    nextStep: next(details),
  }),
};
