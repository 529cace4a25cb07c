import type { IncomingPicture } from '../../shell/incoming.ts';

export interface LinkedPicturesOptions {
  /** Puts a picture into the tray, shows it, and returns its id. */
  add(incoming: IncomingPicture): string | undefined;
  select(pictureId: string): void;
  isInTray(pictureId: string): boolean;
  tell(text: string): void;
}

export interface LinkedPictures {
  /** Shows the small copy that came in a link, as a picture of the tray; once, however often it is asked for. */
  open(copy: Uint8Array<ArrayBuffer>): void;
  /** The bytes that a picture of the tray came as in a link; null for every other picture. */
  copyOf(pictureId: string): Uint8Array<ArrayBuffer> | null;
}

const arrivalText =
  'This link carries a small copy of its sender’s picture. The maps are made from that copy, so they may differ a little from the original’s.';

/** The pictures that came in links. What was open before stays in the tray: a link replaces nothing. */
export function createLinkedPictures(options: LinkedPicturesOptions): LinkedPictures {
  const copies = new Map<string, Uint8Array<ArrayBuffer>>();

  return {
    open(copy) {
      const isKnown = ([pictureId, other]: [string, Uint8Array]) =>
        options.isInTray(pictureId) && isSame(other, copy);
      const known = [...copies].find(isKnown);
      if (known) {
        options.select(known[0]);
        return;
      }
      const pictureId = options.add({
        name: 'Small copy from a link',
        blob: new Blob([copy]),
        origin: 'link',
      });
      if (pictureId !== undefined) copies.set(pictureId, copy);
      options.tell(arrivalText);
    },
    copyOf: (pictureId) => copies.get(pictureId) ?? null,
  };
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
