import type { IncomingPicture } from '../state/shell/incoming.ts';

export interface PasteListener {
  onPictures(pictures: IncomingPicture[]): void;
  /** There is no file on the clipboard; what was pasted was meant for `target`. */
  onNothing(target: EventTarget | null): void;
}

/** Passes on the pictures that are pasted into the page; returns a function that ends this. */
export function watchPastes(target: EventTarget, { onPictures, onNothing }: PasteListener): () => void {
  const watching = new AbortController();
  target.addEventListener(
    'paste',
    (event) => {
      const pictures = pastedPictures(event as ClipboardEvent);
      if (pictures.length === 0) {
        onNothing(event.target);
        return;
      }
      event.preventDefault();
      onPictures(pictures);
    },
    { signal: watching.signal },
  );
  return () => watching.abort();
}

/** Files of a paste; the bitmap of a screenshot, which browsers call `image.png`, gets a better name. */
function pastedPictures({ clipboardData }: Pick<ClipboardEvent, 'clipboardData'>): IncomingPicture[] {
  return Array.from(clipboardData?.files ?? []).map((file) => ({
    name: file.name === '' || file.name === 'image.png' ? 'Pasted picture' : file.name,
    blob: file,
    origin: 'paste',
  }));
}
