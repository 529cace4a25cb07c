import type { StoreApi } from 'zustand/vanilla';
import type { FailureData } from '../../../lib/failure.ts';
import type { History } from '../../shell/history.ts';
import type { IncomingPicture } from '../../shell/incoming.ts';
import type { PictureReading } from '../../shell/reading/pictureReading.ts';
import type { AppState } from '../appState.ts';
import type { Notices } from '../notices.ts';
import type { PictureEntry } from './pictureEntry.ts';
import { type PictureTray, sampleEntryId } from './pictureTray.ts';
import type { Sample } from './sample.ts';
import { isSitePicture, sitePictureName } from './sitePicture.ts';

export interface PictureActionsOptions {
  readonly store: StoreApi<AppState>;
  readonly tray: PictureTray;
  readonly reading: PictureReading;
  readonly samples: readonly Sample[];
  readonly history: History;
  readonly notices: Notices;
  /** For the picture that stands for a sequence, which is not removed but left. */
  leaveSequence(): void;
  /** The current picture may be another one, or its reading may have failed. */
  onChange(): void;
}

export interface PictureActions {
  /** Adds a picture, which is not shown. */
  keep(incoming: IncomingPicture): void;
  /** Makes a picture the current one, or none. */
  show(pictureId: string | null): void;
  /** Shows the first and returns the ids of all. */
  add(incoming: readonly IncomingPicture[]): readonly string[];
  /** A sample of the gallery, or a picture of this site by its path. False when there is no such sample. */
  openSample(sampleId: string): boolean;
  /** Does nothing for an unknown id. */
  select(pictureId: string): void;
  remove(pictureId: string): void;
  /** Reads a picture again that failed. */
  readAgain(pictureId: string): void;
  /** For the reader: tells what becomes of a picture. */
  setStatus(pictureId: string, status: PictureEntry['status']): void;
}

const samplePrefix = sampleEntryId('');

/** What the user does with pictures. Selecting keeps `view.sample` in step with the current picture. */
export function createPictureActions(options: PictureActionsOptions): PictureActions {
  const { store, tray, reading, history, notices } = options;

  function makeCurrent(pictureId: string | null): void {
    const sample = pictureId?.startsWith(samplePrefix) ? pictureId.slice(samplePrefix.length) : null;
    store.setState(({ view }) => ({
      currentPictureId: pictureId,
      absentPicture: null,
      view: { ...view, sample },
    }));
    options.onChange();
  }

  function readAgain(pictureId: string): void {
    if (tray.entry(pictureId)?.status.phase !== 'failed') return;
    tray.setStatus(pictureId, { phase: 'waiting' });
    reading.enqueue(pictureId);
  }

  function remove(pictureId: string): void {
    if (tray.entry(pictureId)?.origin === 'sequence') {
      options.leaveSequence();
      return;
    }
    const wasCurrent = store.getState().currentPictureId === pictureId;
    const removed = tray.take(pictureId);
    if (removed === null) return;
    const { pictures } = store.getState();
    if (wasCurrent) makeCurrent((pictures[removed.index] ?? pictures[removed.index - 1])?.id ?? null);
    let noticeId = -1;
    history.record({
      kind: null,
      undo() {
        notices.dismiss(noticeId);
        tray.putBack(removed);
        if (removed.entry.status.phase !== 'ready') reading.enqueue(pictureId);
        if (wasCurrent) makeCurrent(pictureId);
      },
      redo() {
        const isCurrent = store.getState().currentPictureId === pictureId;
        const again = tray.take(pictureId);
        const rest = store.getState().pictures;
        if (again && isCurrent) makeCurrent((rest[again.index] ?? rest[again.index - 1])?.id ?? null);
      },
      forget() {
        if (tray.entry(pictureId) === null) reading.forget(pictureId);
        tray.forget(pictureId);
      },
    });
    // After the record, which takes the Undo of earlier notices away.
    noticeId = notices.show({
      kind: 'info',
      content: { text: `${removed.entry.name} was removed.` },
      canUndo: true,
    });
  }

  /** After a bad file the next good one of the tray comes to the front, so that the screen is not left empty. */
  function handleFailure(pictureId: string, failure: FailureData): void {
    const name = tray.entry(pictureId)?.name;
    if (name === undefined) return;
    notices.tellFailure(failure, name);
    const { currentPictureId, pictures, shown } = store.getState();
    if (currentPictureId !== pictureId) return;
    const index = pictures.findIndex(({ id }) => id === pictureId);
    const isGood = ({ status }: PictureEntry) => status.phase !== 'failed';
    const next =
      pictures.slice(index + 1).find(isGood) ??
      pictures.find(({ id }) => id === shown?.pictureId) ??
      pictures.findLast(isGood);
    if (next) makeCurrent(next.id);
    else options.onChange();
  }

  return {
    keep(incoming) {
      for (const id of tray.add([incoming])) reading.enqueue(id);
    },
    show: makeCurrent,
    add(incoming) {
      const ids = tray.add(incoming);
      for (const id of ids) reading.enqueue(id);
      if (ids[0] !== undefined) makeCurrent(ids[0]);
      return ids;
    },
    openSample(sampleId) {
      const sample = options.samples.find(({ id }) => id === sampleId) ?? sitePicture(sampleId);
      if (sample === null) return false;
      const pictureId = tray.addSample(sample);
      if (tray.entry(pictureId)?.status.phase === 'waiting') reading.enqueue(pictureId);
      readAgain(pictureId);
      makeCurrent(pictureId);
      return true;
    },
    select(pictureId) {
      if (tray.entry(pictureId)) makeCurrent(pictureId);
    },
    remove,
    readAgain,
    setStatus(pictureId, status) {
      tray.setStatus(pictureId, status);
      if (status.phase === 'failed') handleFailure(pictureId, status.failure);
    },
  };
}

function sitePicture(path: string): Pick<Sample, 'id' | 'title' | 'url'> | null {
  return isSitePicture(path) ? { id: path, title: sitePictureName(path), url: path } : null;
}
