import { describe, expect, test } from 'vitest';
import { createTestApp, droppedPicture, settle, shownSummary } from '../../../../test/createTestApp.ts';
import type { App } from '../app.ts';
import { defaultView, type View } from '../view/view.ts';
import { noMarks } from './marks.ts';

const ownView: View = { ...defaultView, sample: null, target: 0 };
/** The fake reader takes it for a dog. */
const dogCopy = new Uint8Array([200, 1]);

function texts({ store }: App): string[] {
  return store.getState().notices.flatMap(({ content }) => ('text' in content ? [content.text] : []));
}

function names({ store }: App): string[] {
  return store.getState().pictures.map(({ name }) => name);
}

describe('a link with a small copy of a picture', () => {
  test('opens it, says that it is a copy, and keeps the view', async () => {
    const { app } = createTestApp({ view: ownView, dependencies: { initialCopy: dogCopy } });
    await settle();
    expect(shownSummary(app)).toBe('Small copy from a link: cat');
    expect(app.store.getState().view).toEqual(ownView);
    expect(app.store.getState().pictures[0]?.origin).toBe('link');
    expect(texts(app)).toEqual([expect.stringContaining('may differ a little')]);
    expect(app.copyOf('picture:1')).toEqual(dogCopy);
  });

  test('opened in a tab with work puts its picture beside the others', async () => {
    const { app } = createTestApp();
    await settle();
    app.actions.addPictures([droppedPicture('mine.png', 10)]);
    await settle();
    app.services.restoreLink({ view: ownView, marks: noMarks, copy: dogCopy }, null);
    await settle();
    expect(names(app)).toEqual(['A cat', 'mine.png', 'Small copy from a link']);
    expect(shownSummary(app)).toBe('Small copy from a link: cat');
  });

  test('is opened once, however often back and forward meet it, and anew after it was removed', async () => {
    const { app } = createTestApp({ view: ownView, dependencies: { initialCopy: dogCopy } });
    await settle();
    app.actions.openSample('cat-portrait');
    // The id is one of an earlier visit: the copy says which picture was meant.
    app.services.restoreLink({ view: ownView, marks: noMarks, copy: dogCopy.slice() }, 'sample:cat-portrait');
    await settle();
    expect(names(app)).toEqual(['Small copy from a link', 'A cat']);
    expect(app.store.getState().currentPictureId).toBe('picture:1');
    app.actions.removePicture('picture:1');
    app.services.restoreLink({ view: ownView, marks: noMarks, copy: dogCopy }, null);
    expect(names(app)).toEqual(['A cat', 'Small copy from a link']);
  });

  test('whose copy is no picture fails like any other file', async () => {
    const copy = new TextEncoder().encode('bad');
    const { app } = createTestApp({ view: ownView, dependencies: { initialCopy: copy } });
    await settle();
    expect(app.store.getState().pictures[0]?.status.phase).toBe('failed');
  });
});

describe('a link to a picture of this site', () => {
  test('fetches it by its path and names it by its file', async () => {
    const fetched: string[] = [];
    const fetchBlob = (url: string) => {
      fetched.push(url);
      return Promise.resolve(new Blob([new Uint8Array([200])]));
    };
    const { app } = createTestApp({ view: { sample: 'photos/my dog.jpg' }, dependencies: { fetchBlob } });
    await settle();
    expect(fetched).toEqual(['photos/my dog.jpg']);
    expect(shownSummary(app)).toBe('my dog.jpg: dog');
    expect(app.store.getState().view.sample).toBe('photos/my dog.jpg');
  });
});

describe('without its picture', () => {
  const link = { view: ownView, marks: noMarks, copy: null };

  function meant({ store }: App) {
    const { currentPictureId, absentPicture, view } = store.getState();
    return { currentPictureId, absentPicture, view };
  }

  test('a link shows none, and that its sender did not include it', async () => {
    const { app } = createTestApp({ view: ownView });
    await settle();
    expect(meant(app)).toEqual({ currentPictureId: null, absentPicture: 'unsent', view: ownView });
    expect(names(app)).toEqual([]);
  });

  test('a page that was loaded again shows none, and that nothing kept it', async () => {
    const { app } = createTestApp({ view: ownView, dependencies: { wasHere: true } });
    await settle();
    expect(meant(app)).toEqual({ currentPictureId: null, absentPicture: 'forgotten', view: ownView });
  });

  test('the next one that is opened is shown as the link says', async () => {
    const { app } = createTestApp({ view: ownView });
    await settle();
    app.actions.addPictures([droppedPicture('mine.png', 200)]);
    await settle();
    expect(shownSummary(app)).toBe('mine.png: cat');
    expect(meant(app)).toMatchObject({ absentPicture: null, view: ownView });
  });

  test('a link in a tab with work shows none of the pictures there in its place', async () => {
    const { app } = createTestApp();
    await settle();
    app.actions.addPictures([droppedPicture('mine.png', 10)]);
    await settle();
    app.services.restoreLink(link, null);
    await settle();
    expect(meant(app)).toEqual({ currentPictureId: null, absentPicture: 'unsent', view: ownView });
    expect(names(app)).toEqual(['A cat', 'mine.png']);
    app.services.restoreLink(link, 'picture:1');
    await settle();
    expect(shownSummary(app)).toBe('mine.png: cat');
    app.services.restoreLink(link, 'picture:7');
    expect(meant(app)).toMatchObject({ currentPictureId: null, absentPicture: 'forgotten' });
  });
});
