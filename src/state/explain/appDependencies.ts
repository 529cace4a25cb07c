/** What the application is given of its surroundings, and what it gives the composition root: types only. */

import type { BackendName } from '../../engine/api.ts';
import type { Crate } from '../../image/alter/crate.ts';
import type { ReadPicture } from '../../image/pictureApi.ts';
import type { Fit } from '../../image/pixels.ts';
import type { ScenePhoto } from '../../render/api.ts';
import type { EngineConnection, PictureReaderConnection } from '../shell/engine/connections.ts';
import type { EngineDesk } from '../shell/engine/engineDesk.ts';
import type { Installation } from '../shell/installation.ts';
import type { Link } from './address/link.ts';
import type { Marks } from './pictures/marks.ts';
import type { Sample } from './pictures/sample.ts';
import type { View } from './view/view.ts';

/** Everything the application needs of its surroundings. */
export interface AppDependencies {
  connectEngine(): EngineConnection;
  connectPictureReader(): PictureReaderConnection;
  readonly samples: readonly Sample[];
  /** Rejects with a failure when the bytes of a sample cannot be had. */
  fetchBlob(url: string): Promise<Blob>;
  readonly cardUrl: string;
  /** Input grid of the model behind `cardUrl`: pictures are read while the model is still on its way. */
  readonly inputSize: { readonly width: number; readonly height: number };
  readonly initialView: View;
  readonly installation: Installation;
  /** What was drawn on the picture of that view, as its link says it. */
  readonly initialMarks: Marks;
  /** The small copy of a picture that came with the view in its link. */
  readonly initialCopy: Uint8Array<ArrayBuffer> | null;
  /** This tab showed the page before: what is missing was lost on a reload, not left out of a link. */
  readonly wasHere: boolean;
  readonly backend: BackendName | 'auto';
  /** A clock in milliseconds. */
  now(): number;
  /** The time of the day. */
  date(): Date;
  /** Calls back once after a time; what it returns takes that back. */
  setTimer(callback: () => void, delayMs: number): () => void;
  createObjectUrl(blob: Blob): string;
  revokeObjectUrl(url: string): void;
  /** A small picture for the tray. Must not close the bitmap. */
  makeThumbnail(bitmap: ImageBitmap): Promise<Blob>;
  /** The photo's bitmap with the crate in front of what the model saw, as a bitmap of its own. */
  drawBehindCrate(photo: ScenePhoto, crate: Crate): ImageBitmap;
  /** The pixels of a bitmap as a PNG file. Reads them before it returns, and must not close the bitmap. */
  encodePng(bitmap: ImageBitmap): Promise<Blob>;
  /** The layers are played through once, unless motion is unwelcome. */
  readonly isFirstVisit: boolean;
  readonly prefersReducedMotion: boolean;
  /** Whether the neighbours of the current picture are explained before anyone asks. */
  readonly looksAhead: boolean;
}

/** For the composition root: what the interface has no use for. */
export interface AppServices {
  readonly desk: EngineDesk;
  /** Reads a picture that belongs to no tray. The caller closes its bitmap. */
  readPicture(blob: Blob, fit: Fit): Promise<ReadPicture>;
  /** Shows what a link stands for without a trace in the undo history; `pictureId` says which own picture was meant. */
  restoreLink(link: Link, pictureId: string | null): void;
}
