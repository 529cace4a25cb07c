import type { IncomingPicture } from '../../shell/incoming.ts';
import type { PictureStatus } from '../../shell/reading/pictureStatus.ts';

export interface PictureEntry {
  /** Unique in this visit; `sample:<id>` for samples. */
  readonly id: string;
  readonly name: string;
  /**
   * `link`: the small copy of a picture that a link carried. `sequence`: what stands for a camera or a video; `frame`:
   * what was kept of one.
   */
  readonly origin: 'sample' | 'sequence' | IncomingPicture['origin'];
  readonly status: PictureStatus;
}
