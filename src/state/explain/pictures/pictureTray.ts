import type { StoreApi } from 'zustand/vanilla';
import { plainName } from '../../../lib/plainName.ts';
import type { IncomingPicture } from '../../shell/incoming.ts';
import type { AppState } from '../appState.ts';
import type { PictureEntry } from './pictureEntry.ts';
import type { Sample } from './sample.ts';

/** A picture that was taken out, with what is needed to put it back. */
export interface RemovedPicture {
  readonly entry: PictureEntry;
  readonly index: number;
}

export interface PictureTray {
  /** Appends pictures and returns their ids. */
  add(incoming: readonly IncomingPicture[]): readonly string[];
  /** Puts a sample in if it is not there, and returns its id. */
  addSample(sample: Pick<Sample, 'id' | 'title' | 'url'>): string;
  /** Puts an entry in, or in the place of the one with its id. `source` gives the bytes whenever they are asked for. */
  put(entry: PictureEntry, source: () => Promise<Blob>): void;
  /** Takes an entry out for good. */
  drop(pictureId: string): void;
  entry(pictureId: string): PictureEntry | null;
  setStatus(pictureId: string, status: PictureEntry['status']): void;
  /** Gives the entry a new identity, so that what is shown of it is asked for again. */
  touch(pictureId: string): void;
  /** Null when there is no such picture. */
  take(pictureId: string): RemovedPicture | null;
  /** Puts a taken picture back where it was; what had not been read yet waits again. */
  putBack(removed: RemovedPicture): void;
  /** The bytes of a picture in the tray, else null. */
  sourceOf(pictureId: string): (() => Promise<Blob>) | null;
  /** After this, a taken picture cannot be put back. */
  forget(pictureId: string): void;
}

export function sampleEntryId(sampleId: string): string {
  return `sample:${sampleId}`;
}

/** The pictures of this visit, in the order they came. Their bytes are kept here, apart from the state. */
export function createPictureTray(
  store: StoreApi<AppState>,
  fetchBlob: (url: string) => Promise<Blob>,
): PictureTray {
  const sources = new Map<string, () => Promise<Blob>>();
  let count = 0;

  const entry = (pictureId: string) => store.getState().pictures.find(({ id }) => id === pictureId) ?? null;

  function append(entries: readonly PictureEntry[]): void {
    store.setState(({ pictures }) => ({ pictures: [...pictures, ...entries] }));
  }

  function replace(pictureId: string, change: (entry: PictureEntry) => PictureEntry): void {
    store.setState(({ pictures }) => ({
      pictures: pictures.map((picture) => (picture.id === pictureId ? change(picture) : picture)),
    }));
  }

  return {
    add(incoming) {
      const entries = incoming.map(({ name, origin, blob }): PictureEntry => {
        count += 1;
        const id = `picture:${count}`;
        sources.set(id, () => Promise.resolve(blob));
        return { id, name: plainName(name), origin, status: { phase: 'waiting' } };
      });
      append(entries);
      return entries.map(({ id }) => id);
    },
    addSample({ id: sampleId, title, url }) {
      const id = sampleEntryId(sampleId);
      if (entry(id) === null) {
        sources.set(id, () => fetchBlob(url));
        append([{ id, name: title, origin: 'sample', status: { phase: 'waiting' } }]);
      }
      return id;
    },
    put(own, source) {
      sources.set(own.id, source);
      if (entry(own.id) === null) append([own]);
      else replace(own.id, () => own);
    },
    drop(pictureId) {
      store.setState(({ pictures }) => ({ pictures: pictures.filter(({ id }) => id !== pictureId) }));
      sources.delete(pictureId);
    },
    entry,
    setStatus(pictureId, status) {
      // A picture that was read stays ready while it is read again.
      if (status.phase === 'reading' && entry(pictureId)?.status.phase === 'ready') return;
      replace(pictureId, (picture) => ({ ...picture, status }));
    },
    touch: (pictureId) => replace(pictureId, (picture) => ({ ...picture })),
    take(pictureId) {
      const { pictures } = store.getState();
      const index = pictures.findIndex(({ id }) => id === pictureId);
      const taken = pictures[index];
      if (!taken) return null;
      store.setState({ pictures: pictures.filter((picture) => picture !== taken) });
      return { entry: taken, index };
    },
    putBack({ entry: taken, index }) {
      // A removed sample may have been opened anew meanwhile.
      if (entry(taken.id) !== null) return;
      const isRead = taken.status.phase === 'ready' || taken.status.phase === 'failed';
      const restored: PictureEntry = isRead ? taken : { ...taken, status: { phase: 'waiting' } };
      store.setState(({ pictures }) => ({ pictures: pictures.toSpliced(index, 0, restored) }));
    },
    sourceOf: (pictureId) => (entry(pictureId) ? (sources.get(pictureId) ?? null) : null),
    forget(pictureId) {
      if (entry(pictureId) === null) sources.delete(pictureId);
    },
  };
}
