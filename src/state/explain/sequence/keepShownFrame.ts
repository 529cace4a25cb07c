import type { IncomingPicture } from '../../shell/incoming.ts';
import { keptFrameName } from './keptFrameName.ts';
import type { LiveFrame } from './liveFrame.ts';
import type { SequencePlace } from './sequenceStatus.ts';

export interface FrameKeeping {
  /** Puts a picture into the tray and leaves it at that. */
  keep(picture: IncomingPicture): void;
  tell(text: string): void;
  date(): Date;
}

/** Puts the frame on the screen into the tray, as a picture of its own, and says so. */
export function keepShownFrame(
  place: Pick<SequencePlace, 'kind' | 'title' | 'timeSeconds'>,
  liveFrame: Pick<LiveFrame, 'file'>,
  { keep, tell, date }: FrameKeeping,
): void {
  const name = keptFrameName(place, date());
  liveFrame.file().then(
    (blob) => {
      keep({ name, blob, origin: 'frame' });
      tell(`Kept as ${name}.`);
    },
    () => tell('The frame could not be kept: memory is short.'),
  );
}
