import type { Link } from './link.ts';

/** A view that the user may take over, with the picture it was made of. */
export interface ViewOffer {
  readonly link: Link;
  /** The picture in the tray, where it is the user's own. */
  readonly pictureId: string | null;
}
