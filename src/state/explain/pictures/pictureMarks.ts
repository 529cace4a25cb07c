import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from '../appState.ts';
import { cutToPhoto, isMarked, type Marks, noMarks, scaleMarks, simplifyStrokes } from './marks.ts';

/** The marks that come with links and go into them, all in shares of the photo. */
export interface PictureMarks {
  /** What is drawn on a picture, its strokes with as few points as they need. Memoised for the latest picture. */
  marksOf(pictureId: string): Marks;
  /** What is drawn on a picture, in its own pixels. */
  drawnOn(pictureId: string): Marks;
  /** Draws exactly these, in the picture's own pixels. */
  put(pictureId: string, marks: Marks): void;
  /** Draws marks on a picture, at once or when it has been read, in the place of others of their kind. */
  place(pictureId: string, marks: Marks): void;
  /** The same, but what the user drew there stays. */
  placeWhereNone(pictureId: string, marks: Marks): void;
  /** A picture was read: its size is known now. */
  arrive(pictureId: string): void;
}

export function createPictureMarks(store: StoreApi<AppState>): PictureMarks {
  /** For pictures that have not been read. */
  const waiting = new Map<string, Marks>();
  let latest: { readonly drawn: Marks; readonly pictureId: string; readonly marks: Marks } | null = null;

  function sizeOf(pictureId: string): { readonly width: number; readonly height: number } | null {
    const status = store.getState().pictures.find(({ id }) => id === pictureId)?.status;
    return status?.phase === 'ready' ? status : null;
  }

  function drawnOn(pictureId: string): Marks {
    const { boxes, strokes } = store.getState();
    return { box: boxes[pictureId] ?? null, strokes: strokes[pictureId] ?? noMarks.strokes };
  }

  function put(pictureId: string, { box, strokes }: Marks): void {
    waiting.delete(pictureId);
    store.setState((state) => {
      const { [pictureId]: _box, ...boxes } = state.boxes;
      const { [pictureId]: _strokes, ...others } = state.strokes;
      return {
        boxes: box === null ? boxes : { ...boxes, [pictureId]: box },
        strokes: strokes.length === 0 ? others : { ...others, [pictureId]: strokes },
      };
    });
  }

  function place(pictureId: string, marks: Marks): void {
    const size = sizeOf(pictureId);
    if (size === null) {
      waiting.set(pictureId, marks);
      return;
    }
    const former = drawnOn(pictureId);
    const { box, strokes } = scaleMarks(marks, size.width, size.height);
    put(pictureId, {
      box: (box && cutToPhoto(box, size)) ?? former.box,
      strokes: strokes.length > 0 ? strokes : former.strokes,
    });
  }

  return {
    marksOf(pictureId) {
      const unread = waiting.get(pictureId);
      if (unread) return unread;
      const size = sizeOf(pictureId);
      const drawn = drawnOn(pictureId);
      if (size === null || !isMarked(drawn)) return noMarks;
      const isKnown =
        latest?.pictureId === pictureId &&
        latest.drawn.box === drawn.box &&
        latest.drawn.strokes === drawn.strokes;
      if (latest === null || !isKnown) {
        const simple = { box: drawn.box, strokes: simplifyStrokes(drawn.strokes) };
        latest = { drawn, pictureId, marks: scaleMarks(simple, 1 / size.width, 1 / size.height) };
      }
      return latest.marks;
    },
    drawnOn,
    put,
    place(pictureId, marks) {
      if (isMarked(marks)) place(pictureId, marks);
    },
    placeWhereNone(pictureId, { box, strokes }) {
      const drawn = drawnOn(pictureId);
      const missing = {
        box: drawn.box === null ? box : null,
        strokes: drawn.strokes.length === 0 ? strokes : noMarks.strokes,
      };
      if (isMarked(missing)) place(pictureId, missing);
    },
    arrive(pictureId) {
      const marks = waiting.get(pictureId);
      if (marks) place(pictureId, marks);
    },
  };
}
