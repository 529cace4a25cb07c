import type { StoreApi } from 'zustand/vanilla';
import type { History } from '../../shell/history.ts';
import type { AbsentPicture, AppState } from '../appState.ts';
import type { LinkedPictures } from '../pictures/linkedPictures.ts';
import { isMarked, type Marks } from '../pictures/marks.ts';
import type { PictureActions } from '../pictures/pictureActions.ts';
import type { PictureMarks } from '../pictures/pictureMarks.ts';
import type { Sample } from '../pictures/sample.ts';
import { defaultView } from '../view/view.ts';
import type { ViewActions } from '../view/viewActions.ts';
import type { Link } from './link.ts';

export interface LinkOpeningOptions {
  readonly store: StoreApi<AppState>;
  readonly history: History;
  readonly samples: readonly Sample[];
  readonly pictures: Pick<PictureActions, 'openSample' | 'select' | 'show'>;
  readonly linked: Pick<LinkedPictures, 'open'>;
  readonly marks: Pick<PictureMarks, 'drawnOn' | 'place' | 'placeWhereNone' | 'put'>;
  readonly view: Pick<ViewActions, 'apply'>;
}

export interface LinkOpening {
  /**
   * Shows the picture that the page was opened with; the view is in the state already.
   * @param wasHere see {@link AppDependencies.wasHere}
   */
  openFirst(link: Link, wasHere: boolean): void;
  /**
   * Shows what a link says, marks included, without a trace in the undo history.
   * @param ownPictureId the picture of the tray that is meant where the view's is the user's own.
   * @returns the id of the picture of the link, null where that is not here.
   */
  open(link: Link, ownPictureId: string | null): string | null;
  /** See {@link AppServices.restoreLink}. */
  restore(link: Link, pictureId: string | null): void;
  /** Shows no picture, and why: never another one in the place of the one that is meant. */
  leaveEmpty(reason: AbsentPicture): void;
}

/** Links as the page meets them: when it opens, and on the way back and forth through its history. */
export function createLinkOpening(options: LinkOpeningOptions): LinkOpening {
  const { store, samples, pictures, linked, marks } = options;

  function openSampleOrDefault(sampleId: string | null): void {
    if (sampleId !== null && pictures.openSample(sampleId)) return;
    const fallback = samples.find(({ id }) => id === defaultView.sample) ?? samples[0];
    if (fallback) pictures.openSample(fallback.id);
  }

  function leaveEmpty(absentPicture: AbsentPicture): void {
    pictures.show(null);
    store.setState({ absentPicture });
  }

  /** The picture that a link is about, if that is the current one now: marks are drawn on no other. */
  function linkedPicture({ view, copy }: Link, pictureId: string | null): string | null {
    const state = store.getState();
    const isMeant =
      view.sample === null
        ? copy !== null || (pictureId !== null && pictureId === state.currentPictureId)
        : view.sample === state.view.sample;
    return isMeant ? state.currentPictureId : null;
  }

  /** Returns the picture of the link, if it is here. */
  function show(link: Link, pictureId: string | null): string | null {
    const { sample, ...rest } = link.view;
    if (sample !== null) options.view.apply(link.view);
    else {
      const isHere = store.getState().pictures.some(({ id }) => id === pictureId);
      // A copy tells for sure which picture was meant; ids start anew with every visit.
      if (link.copy !== null) linked.open(link.copy);
      else if (pictureId !== null && isHere) pictures.select(pictureId);
      else leaveEmpty(pictureId === null ? 'unsent' : 'forgotten');
      options.view.apply(rest);
    }
    return linkedPicture(link, pictureId);
  }

  function replaceMarks(pictureId: string, linkedMarks: Marks): void {
    const former = marks.drawnOn(pictureId);
    marks.place(pictureId, linkedMarks);
    if (!isMarked(former) || !isMarked(linkedMarks)) return;
    options.history.record({
      kind: null,
      undo: () => marks.put(pictureId, former),
      redo: () => marks.place(pictureId, linkedMarks),
    });
  }

  return {
    openFirst(link, wasHere) {
      if (link.view.sample !== null) openSampleOrDefault(link.view.sample);
      else if (link.copy !== null) linked.open(link.copy);
      else leaveEmpty(wasHere ? 'forgotten' : 'unsent');
      const shown = linkedPicture(link, null);
      if (shown !== null) marks.place(shown, link.marks);
    },
    open(link, ownPictureId) {
      const shown = show(link, ownPictureId);
      if (shown !== null) marks.place(shown, link.marks);
      return shown;
    },
    restore(link, pictureId) {
      const shown = show(link, pictureId);
      if (shown === null) return;
      // A step that was made here may be older than what is drawn now; a link from elsewhere means what it says.
      if (pictureId === null) replaceMarks(shown, link.marks);
      else marks.placeWhereNone(shown, link.marks);
    },
    leaveEmpty,
  };
}
