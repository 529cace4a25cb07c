import { describe, expect, test } from 'vitest';
import { createTestApp, droppedPicture, settle, shownSummary } from '../../../../test/createTestApp.ts';
import { noMarks } from '../pictures/marks.ts';
import { defaultView } from './view.ts';

async function startedApp(options: Parameters<typeof createTestApp>[0] = {}) {
  const testApp = createTestApp(options);
  await settle();
  const { store, actions } = testApp.app;
  return { ...testApp, actions, view: () => store.getState().view };
}

describe('undoing changes of the view', () => {
  test('takes back one property at a time and leaves the others', async () => {
    const { actions, view } = await startedApp();
    actions.setView({ sign: 'signed' });
    actions.setView({ colourMap: 'magma' });
    actions.undo();
    expect([view().sign, view().colourMap]).toEqual(['signed', 'turbo']);
    actions.undo();
    actions.redo();
    expect([view().sign, view().colourMap]).toEqual(['signed', 'turbo']);
  });

  test('takes back a whole drag of the opacity slider', async () => {
    const { actions, view, passTime } = await startedApp();
    for (const opacity of [0.6, 0.7, 0.8]) {
      actions.setView({ opacity });
      passTime(50);
    }
    actions.undo();
    expect(view().opacity).toBe(defaultView.opacity);
    actions.redo();
    expect(view().opacity).toBe(0.8);
  });

  test('does not count moving between layers, nor setting what is already set', async () => {
    const { actions, view } = await startedApp();
    actions.setView({ opacity: 1 });
    actions.stepLayer(-2);
    actions.setView({ layer: 'Conv1' });
    actions.setView({ opacity: 1 });
    actions.undo();
    expect([view().opacity, view().layer]).toEqual([defaultView.opacity, 'Conv1']);
  });

  test('takes a target back without computing anew', async () => {
    const { app, actions, explainCalls } = await startedApp();
    actions.setView({ target: 1 });
    await settle();
    actions.undo();
    await settle();
    expect(shownSummary(app)).toBe('A cat: cat');
    expect(explainCalls()).toHaveLength(2);
  });
});

describe('the layer set', () => {
  test('keeps the current layer, or takes the nearest one', async () => {
    const { app, actions, view } = await startedApp();
    actions.setView({ layer: 'block_6_depthwise' });
    actions.setView({ layerSet: 'convolutions' });
    expect(view().layer).toBe('block_6_depthwise');
    actions.setView({ layerSet: 'relu' });
    expect(view().layer).toBe('block_1_expand_relu');
    expect(app.maps.layers().map(({ name }) => name)).toEqual(['block_1_expand_relu', 'out_relu']);
    actions.undo();
    expect([view().layerSet, view().layer]).toEqual(['convolutions', 'block_6_depthwise']);
  });

  test('is what steps and positions move in', async () => {
    const { actions, view } = await startedApp({ view: { layerSet: 'convolutions' } });
    actions.goToPosition(0);
    const seen = [view().layer];
    for (const count of [1, 1, 1, -10]) {
      actions.stepLayer(count);
      seen.push(view().layer);
    }
    expect(seen).toEqual(['Conv1', 'block_6_depthwise', 'Conv_1', 'Conv_1', 'Conv1']);
    actions.stepBlock(1);
    expect(view().layer).toBe('block_6_depthwise');
  });
});

describe('links', () => {
  test('open the sample they name; an unknown one gives way to the default', async () => {
    const known = await startedApp({ view: { sample: 'dog-shepherd' } });
    expect(shownSummary(known.app)).toBe('A dog: dog');
    const unknown = await startedApp({ view: { sample: 'gone' } });
    expect(shownSummary(unknown.app)).toBe('A cat: cat');
    expect(unknown.view().sample).toBe('cat-portrait');
  });

  test('going back to an own picture finds it in the tray', async () => {
    const { app, actions } = await startedApp();
    actions.addPictures([droppedPicture('dog.png', 200), droppedPicture('cat.png', 10)]);
    await settle();
    actions.openSample('cat-portrait');
    const { restoreLink } = app.services;
    restoreLink(
      { view: { ...defaultView, sample: null, target: 1 }, marks: noMarks, copy: null },
      'picture:1',
    );
    await settle();
    expect(shownSummary(app)).toBe('dog.png: dog');
    actions.undo();
    expect(app.store.getState().view.sample).toBeNull();
  });

  test('a link about a picture that was not sent shows no other in its place', async () => {
    const { app, actions } = await startedApp();
    actions.addPictures([droppedPicture('cat.png', 10)]);
    await settle();
    app.services.restoreLink({ view: { ...defaultView, sample: null }, marks: noMarks, copy: null }, null);
    await settle();
    expect(app.store.getState()).toMatchObject({ currentPictureId: null, absentPicture: 'unsent' });
  });
});

describe('playing', () => {
  test('begins at the first layer when the last one is shown, else where one is', async () => {
    const { app, actions } = await startedApp();
    actions.play();
    expect([app.maps.position(), app.store.getState().playing]).toEqual([0, true]);
    actions.pause();
    actions.goToPosition(2);
    actions.play();
    expect(app.maps.position()).toBe(2);
  });

  test('goes on while the look is changed and stops when the user steps', async () => {
    const { app, actions } = await startedApp();
    actions.play();
    actions.setView({ opacity: 1 });
    actions.goToPosition(3);
    expect(app.store.getState().playing).toBe(true);
    actions.stepLayer(1);
    expect([app.store.getState().playing, app.maps.position()]).toEqual([false, 4]);
  });

  test('introduces a first visitor once, from the first layer on', async () => {
    const { app, actions } = await startedApp({ dependencies: { isFirstVisit: true } });
    expect(app.store.getState()).toMatchObject({ introducing: true, playing: true });
    expect(app.maps.position()).toBe(0);
    actions.pause();
    actions.openSample('dog-shepherd');
    await settle();
    expect(app.store.getState()).toMatchObject({ introducing: false, playing: false });
  });

  test('gives way to whoever acts during the introduction', async () => {
    const { app, actions } = await startedApp({ dependencies: { isFirstVisit: true } });
    actions.setView({ sign: 'signed' });
    expect(app.store.getState()).toMatchObject({ introducing: false, playing: false });
  });

  test('does not happen by itself where motion is unwelcome', async () => {
    const { app } = await startedApp({ dependencies: { isFirstVisit: true, prefersReducedMotion: true } });
    expect(app.store.getState()).toMatchObject({ introducing: false, playing: false });
  });
});
