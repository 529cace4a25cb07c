import type { IncomingPicture } from '../state/shell/incoming.ts';
import { readDrop } from './readDrop.ts';

export interface TransferListener {
  /** Files are being dragged over the page, or no longer. */
  onHover(hovering: boolean): void;
  /** Files were dropped. The transfer is empty as soon as this returns. */
  onTransfer(transfer: DataTransfer): void;
  /** What was dropped is no file: text or a link. */
  onNoFile(): void;
}

export interface DropListener {
  /** As in {@link TransferListener}. */
  onHover(hovering: boolean): void;
  onPictures(pictures: IncomingPicture[]): void;
  /** What was dropped holds nothing to take: text or a link, or folders without pictures. */
  onNothing(what: 'noFile' | 'noPictures'): void;
}

/**
 * Makes all of a page a place to drop pictures, and keeps the browser from leaving the page for a
 * dropped file. Returns a function that ends this.
 */
export function watchDrops(
  target: EventTarget,
  { onHover, onPictures, onNothing }: DropListener,
): () => void {
  return watchTransfers(target, {
    onHover,
    onTransfer(transfer) {
      void readDrop(transfer).then((pictures) => {
        if (pictures.length > 0) onPictures(pictures);
        else onNothing('noPictures');
      });
    },
    onNoFile: () => onNothing('noFile'),
  });
}

/** The same for whoever reads the files in a way of their own. */
export function watchTransfers(
  target: EventTarget,
  { onHover, onTransfer, onNoFile }: TransferListener,
): () => void {
  const watching = new AbortController();
  // Entering a child comes before leaving its parent: only the balance tells when the pointer is gone.
  let depth = 0;

  function setDepth(next: number): void {
    const wasOver = depth > 0;
    depth = Math.max(0, next);
    if (depth > 0 !== wasOver) onHover(depth > 0);
  }

  function listen(type: string, handle: (event: DragEvent) => void): void {
    const options = { signal: watching.signal };
    target.addEventListener(type, (event) => handle(event as DragEvent), options);
  }

  listen('dragenter', (event) => {
    if (hasFiles(event)) setDepth(depth + 1);
  });
  listen('dragleave', (event) => {
    if (hasFiles(event)) setDepth(depth - 1);
  });
  listen('dragover', (event) => {
    event.preventDefault();
    // Also for what is no file: a refused drop tells nobody why.
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  });
  listen('drop', (event) => {
    event.preventDefault();
    setDepth(0);
    if (event.dataTransfer && hasFiles(event)) onTransfer(event.dataTransfer);
    else onNoFile();
  });
  return () => watching.abort();
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
