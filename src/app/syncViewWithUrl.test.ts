import { expect, test } from 'vitest';
import { createTestApp, droppedPicture, droppedRubbish, settle } from '../../test/createTestApp.ts';
import type { AppDependencies } from '../state/explain/appDependencies.ts';
import { defaultView } from '../state/explain/view/view.ts';
import { createWorkspaces } from '../state/shell/workspaces/workspaces.ts';
import { type PageAddress, syncViewWithUrl } from './syncViewWithUrl.ts';

/** A window with a history and a clock that only the test moves. */
function createFakePage(hash = '') {
  const entries: { url: string; state: unknown }[] = [{ url: `/${hash}`, state: null }];
  const writes: string[] = [];
  let index = 0;
  let timer: (() => void) | null = null;
  let listener: ((event: PopStateEvent) => void) | null = null;
  const hashNow = () => {
    const { url } = entries[index]!;
    return url.includes('#') ? url.slice(url.indexOf('#')) : '';
  };
  const page: PageAddress = {
    location: {
      pathname: '/',
      search: '',
      get hash() {
        return hashNow();
      },
    },
    history: {
      pushState(state, _title, url) {
        entries.splice(index + 1, Number.POSITIVE_INFINITY, { url: String(url), state });
        index += 1;
        writes.push('push');
      },
      replaceState(state, _title, url) {
        entries[index] = { url: String(url), state };
        writes.push('replace');
      },
    },
    addEventListener(_type, added) {
      listener = added;
    },
    removeEventListener() {
      listener = null;
    },
    setTimeout(callback) {
      timer = callback;
      return 1;
    },
    clearTimeout() {
      timer = null;
    },
  };
  return {
    page,
    writes,
    url: () => entries[index]!.url,
    passTime() {
      const due = timer;
      timer = null;
      due?.();
    },
    go(steps: number) {
      index += steps;
      listener?.({ state: entries[index]!.state } as PopStateEvent);
    },
  };
}

async function syncedApp(dependencies: Partial<AppDependencies> = {}, makesSteps = true) {
  const { app } = createTestApp({ dependencies });
  await settle();
  const window = createFakePage();
  const workspaces = createWorkspaces(['explain', 'dataset']);
  const refusals: string[] = [];
  const stop = syncViewWithUrl({ ...app, ...app.services, workspaces }, window.page, {
    makesSteps,
    onRefused: () => refusals.push('refused'),
  });
  window.writes.length = 0;
  return { app, workspaces, ...window, stop, refusals };
}

test('another picture, target or layer set is a step; back and forward go through them', async () => {
  const { app, url, go, writes } = await syncedApp();
  app.actions.openSample('dog-shepherd');
  app.actions.setView({ target: 0 });
  app.actions.setView({ layerSet: 'relu' });
  expect(writes).toEqual(['push', 'push', 'push']);
  expect(url()).toBe('/#v=1&picture=dog-shepherd&target=0&layers=relu');
  go(-1);
  expect(app.store.getState().view).toMatchObject({ layerSet: 'all', target: 0 });
  go(-2);
  await settle();
  expect(app.store.getState().view).toMatchObject({ sample: 'cat-portrait', target: 'predicted' });
  go(3);
  expect(url()).toBe('/#v=1&picture=dog-shepherd&target=0&layers=relu');
  expect(app.store.getState().view.layerSet).toBe('relu');
});

test('another workspace is a step, and the way back finds the view as it was', async () => {
  const { app, workspaces, url, go, writes } = await syncedApp();
  app.actions.openSample('dog-shepherd');
  workspaces.show('dataset');
  expect(writes).toEqual(['push', 'push']);
  expect(url()).toBe('/#w=dataset');
  app.actions.setView({ target: 0 });
  expect(url()).toBe('/#w=dataset');
  go(-1);
  expect(workspaces.store.getState().current).toBe('explain');
  expect(url()).toBe('/#v=1&picture=dog-shepherd');
  go(1);
  expect(workspaces.store.getState().current).toBe('dataset');
});

test('all else rewrites the present step, together and late', async () => {
  const { app, url, passTime, writes } = await syncedApp();
  app.actions.setView({ opacity: 0.3 });
  app.actions.setView({ opacity: 0.4 });
  app.actions.goToPosition(1);
  expect(writes).toEqual([]);
  passTime();
  expect(writes).toEqual(['replace']);
  expect(url()).toBe('/#v=1&layer=block_1_expand_relu&opacity=0.4');
});

test('a box on the picture is in the address while that picture is shown', async () => {
  const { app, url, passTime } = await syncedApp();
  app.actions.setBox({ x: 0, y: 0, width: 1e6, height: 1e6 });
  passTime();
  expect(url()).toBe('/#v=1&box=0_0_10000_10000');
  app.actions.openSample('dog-shepherd');
  expect(url()).toBe('/#v=1&picture=dog-shepherd');
  await settle();
  app.actions.setBox(null);
  app.actions.openSample('cat-portrait');
  expect(url()).toBe('/#v=1&box=0_0_10000_10000');
});

test('playing leaves the address alone until it ends', async () => {
  const { app, url, passTime } = await syncedApp();
  app.actions.play();
  app.actions.goToPosition(3);
  passTime();
  expect(url()).toBe('/');
  app.actions.pause();
  passTime();
  expect(url()).toBe('/#v=1&layer=block_6_depthwise');
});

test('files that are no pictures leave no steps behind', async () => {
  const { app, url, writes } = await syncedApp();
  for (let file = 0; file < 10; file++) {
    app.actions.addPictures([droppedRubbish(`${file}.pdf`)]);
    await settle();
  }
  expect(writes.filter((write) => write === 'push')).toEqual([]);
  expect(url()).toBe('/');
  app.actions.addPictures([droppedRubbish('bad.pdf'), droppedPicture('dog.png', 200)]);
  await settle();
  expect(writes.filter((write) => write === 'push')).toEqual(['push']);
  expect(url()).toBe('/#v=1&picture=own');
});

test('going back to an own picture finds it; it is never in the address', async () => {
  const { app, url, go } = await syncedApp();
  app.actions.addPictures([droppedPicture('holiday.png', 200), droppedPicture('other.png', 10)]);
  await settle();
  expect(url()).toBe('/#v=1&picture=own');
  app.actions.selectPicture('picture:2');
  app.actions.openSample('cat-portrait');
  go(-2);
  expect(app.store.getState().currentPictureId).toBe('picture:1');
});

test('a step whose picture is gone shows none in its place', async () => {
  const { app, url, go } = await syncedApp();
  app.actions.addPictures([droppedPicture('holiday.png', 200)]);
  await settle();
  app.actions.openSample('dog-shepherd');
  app.actions.removePicture('picture:1');
  go(-1);
  await settle();
  expect(app.store.getState()).toMatchObject({ currentPictureId: null, absentPicture: 'forgotten' });
  expect(url()).toBe('/#v=1&picture=own');
});

test('the copy of a picture that came in the address stays there while the picture is shown', async () => {
  const { app, url, go } = await syncedApp({
    initialView: { ...defaultView, sample: null },
    initialCopy: new Uint8Array([200, 1]),
  });
  expect(url()).toBe('/#v=1&picture=own&copy=yAE');
  app.actions.addPictures([droppedPicture('mine.png', 10)]);
  await settle();
  expect(url()).toBe('/#v=1&picture=own');
  app.actions.openSample('dog-shepherd');
  expect(url()).toBe('/#v=1&picture=dog-shepherd');
  go(-2);
  expect(app.store.getState().currentPictureId).toBe('picture:1');
  expect(url()).toBe('/#v=1&picture=own&copy=yAE');
});

test('in a frame nothing is a step: the back button belongs to the page around it', async () => {
  const { app, url, passTime, writes } = await syncedApp({}, false);
  app.actions.setView({ target: 0 });
  passTime();
  expect(writes).toEqual(['replace']);
  expect(url()).toBe('/#v=1&target=0');
});

test('nothing is written after the end', async () => {
  const { app, passTime, stop, writes } = await syncedApp();
  app.actions.setView({ opacity: 0.3 });
  stop();
  passTime();
  app.actions.openSample('dog-shepherd');
  expect(writes).toEqual([]);
});

test('a browser that never lets the page write its address is told of once, and nothing else stops', async () => {
  const { app } = createTestApp();
  await settle();
  const { page, passTime } = createFakePage();
  const refuse = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  let refusals = 0;
  syncViewWithUrl(
    { ...app, ...app.services, workspaces: createWorkspaces(['explain']) },
    { ...page, history: { pushState: refuse, replaceState: refuse } },
    {
      makesSteps: true,
      onRefused() {
        refusals += 1;
      },
    },
  );
  app.actions.setView({ target: 1 });
  app.actions.setView({ opacity: 0.5 });
  passTime();
  expect(refusals).toBe(1);
  expect(app.store.getState().view.target).toBe(1);
});

test('an address that is refused for once is written later', async () => {
  const { app, page, passTime, url, refusals } = await syncedApp();
  const { pushState } = page.history;
  page.history.pushState = () => {
    throw new DOMException('Too many calls.', 'SecurityError');
  };
  app.actions.setView({ target: 1 });
  expect(url()).not.toContain('target=1');
  page.history.pushState = pushState;
  passTime();
  expect(url()).toContain('target=1');
  expect(refusals).toEqual([]);
});
