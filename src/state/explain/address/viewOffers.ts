import type { StoreApi } from 'zustand/vanilla';
import type { History } from '../../shell/history.ts';
import type { AppState } from '../appState.ts';
import type { Notices } from '../notices.ts';
import { noMarks } from '../pictures/marks.ts';
import type { PictureActions } from '../pictures/pictureActions.ts';
import type { PictureMarks } from '../pictures/pictureMarks.ts';
import type { ViewActions } from '../view/viewActions.ts';
import type { LinkOpening } from './linkOpening.ts';
import type { ViewOffer } from './viewOffer.ts';

export interface ViewOffersOptions {
  readonly store: StoreApi<AppState>;
  readonly history: History;
  readonly notices: Notices;
  readonly links: Pick<LinkOpening, 'open'>;
  readonly pictures: Pick<PictureActions, 'select'>;
  readonly marks: Pick<PictureMarks, 'drawnOn' | 'put'>;
  readonly view: Pick<ViewActions, 'apply'>;
}

/** Offers of views: one at a time, and nothing happens before it is taken. What taking one changes is undone as one. */
export function createViewOffers(options: ViewOffersOptions) {
  const { store, history, notices, links, pictures, marks } = options;

  function withdraw(): void {
    for (const { id, offer } of store.getState().notices) if (offer) notices.dismiss(id);
  }

  return {
    offerView(text: string, offer: ViewOffer): void {
      withdraw();
      notices.show({ kind: 'info', content: { text }, canUndo: false, offer });
    },
    takeOffer(noticeId: number): void {
      const offer = store.getState().notices.find(({ id }) => id === noticeId)?.offer;
      if (offer === undefined) return;
      notices.dismiss(noticeId);
      const { currentPictureId, view } = store.getState();
      const drawn = new Map(store.getState().pictures.map(({ id }) => [id, marks.drawnOn(id)]));
      const shownId = links.open(offer.link, offer.pictureId);
      history.record({
        kind: null,
        undo() {
          if (shownId !== null) marks.put(shownId, drawn.get(shownId) ?? noMarks);
          if (currentPictureId !== null) pictures.select(currentPictureId);
          options.view.apply(view);
        },
        redo: () => void links.open(offer.link, offer.pictureId),
      });
    },
    withdrawOffers: withdraw,
  };
}
