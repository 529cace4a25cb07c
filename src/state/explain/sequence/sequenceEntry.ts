import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from '../appState.ts';
import type { PictureTray } from '../pictures/pictureTray.ts';
import type { PreparedFrame } from './framePipeline.ts';
import type { LiveFrame } from './liveFrame.ts';

export interface SequenceEntryOptions {
  readonly store: StoreApi<AppState>;
  readonly liveFrame: LiveFrame;
  readonly tray: Pick<PictureTray, 'put' | 'drop'>;
  /** Makes a picture the current one. */
  showPicture(pictureId: string | null): void;
}

/** The one picture of the tray that a sequence stands for as long as it is open. */
export interface SequenceEntry {
  /** Its id, also before it is there. */
  pictureId(): string;
  /** Puts it into the tray, or gives the one that is there another name and size. */
  enter(name: string, frame: Pick<PreparedFrame, 'width' | 'height'>): void;
  /** Whether another picture was chosen. */
  isLeft(): boolean;
  /** Takes it out; the picture that was looked at before comes back, unless another was chosen. */
  leave(): void;
}

/** See {@link SequenceEntry}. */
export function createSequenceEntry({
  store,
  liveFrame,
  tray,
  showPicture,
}: SequenceEntryOptions): SequenceEntry {
  let count = 1;
  let isIn = false;
  let before: string | null = null;

  const pictureId = () => `sequence:${count}`;

  return {
    pictureId,
    enter(name, { width, height }) {
      if (!isIn) before = store.getState().currentPictureId;
      isIn = true;
      const status = { phase: 'ready', format: 'png', width, height, notes: [] } as const;
      tray.put({ id: pictureId(), name, origin: 'sequence', status }, liveFrame.file);
    },
    isLeft: () => isIn && store.getState().currentPictureId !== pictureId(),
    leave() {
      if (!isIn) return;
      const own = pictureId();
      isIn = false;
      count += 1;
      // The frame's maps go with it; those of the picture before are still known.
      store.setState({ shown: null, run: { phase: 'idle' }, earlyPrediction: null, uncrated: null });
      liveFrame.clear();
      tray.drop(own);
      const { currentPictureId, pictures } = store.getState();
      if (currentPictureId !== own) return;
      const next = pictures.find(({ id }) => id === before) ?? pictures[0];
      showPicture(next?.id ?? null);
    },
  };
}
