import { describe, expect, test } from 'vitest';
import { createTestApp, droppedPicture, settle, shownSummary } from '../../../../test/createTestApp.ts';
import { fakePrediction } from '../../../../test/fakeModel.ts';
import { Failure, failureData } from '../../../lib/failure.ts';

const held = { engine: { hold: ['explain'] as const } };

test('the first sample is explained without anyone asking', async () => {
  const { app } = createTestApp();
  await settle();
  expect(shownSummary(app)).toBe('A cat: cat');
  expect(app.store.getState().run).toEqual({ phase: 'done', key: app.store.getState().shown?.key });
});

describe('what is asked for and what is shown', () => {
  test('differ while a run is being computed, and the old maps stay', async () => {
    const { app, explainCalls } = createTestApp(held);
    await settle();
    explainCalls()[0]!.answer();
    await settle();
    app.actions.openSample('dog-shepherd');
    await settle();
    const { run, shown } = app.store.getState();
    expect(run.phase).toBe('computing');
    expect(run.phase === 'computing' && run.key).not.toBe(shown?.key);
    expect(shownSummary(app)).toBe('A cat: cat');
    explainCalls()[1]!.answer();
    await settle();
    expect(shownSummary(app)).toBe('A dog: dog');
    expect(app.store.getState().run).toEqual({ phase: 'done', key: app.store.getState().shown?.key });
  });

  test('the prediction is told before the maps arrive, and progress never goes back', async () => {
    const { app, explainCalls } = createTestApp(held);
    await settle();
    const call = explainCalls()[0]!;
    call.emit({ phase: 'predicted', prediction: fakePrediction(50) });
    call.emit({ phase: 'mapping', fraction: 0.6 });
    call.emit({ phase: 'mapping', fraction: 0.4 });
    const { earlyPrediction, run, shown } = app.store.getState();
    expect(shown).toBeNull();
    expect(earlyPrediction?.prediction.classIndex).toBe(0);
    expect(run).toMatchObject({ phase: 'computing', fraction: 0.6 });
    call.answer();
    await settle();
    expect(app.store.getState().earlyPrediction).toBeNull();
    expect(app.store.getState().shown?.key).toBe(run.phase === 'computing' && run.key);
  });
});

describe('latest wins', () => {
  test('a run that is no longer asked for is aborted', async () => {
    const { app, explainCalls } = createTestApp(held);
    await settle();
    app.actions.openSample('dog-shepherd');
    await settle();
    const [first, second] = explainCalls();
    expect(first!.options.signal?.aborted).toBe(true);
    expect(second!.options.signal?.aborted).toBe(false);
  });

  test('answers out of order leave the newest on the screen and keep the older in the cache', async () => {
    const { app, explainCalls } = createTestApp({ engine: { hold: ['explain'], ignoresAbort: true } });
    await settle();
    app.actions.openSample('dog-shepherd');
    await settle();
    const [cat, dog] = explainCalls();
    dog!.answer();
    await settle();
    cat!.answer();
    await settle();
    expect(shownSummary(app)).toBe('A dog: dog');
    app.actions.openSample('cat-portrait');
    await settle();
    expect(shownSummary(app)).toBe('A cat: cat');
    expect(explainCalls()).toHaveLength(2);
  });

  test('events of an aborted run change nothing', async () => {
    const { app, explainCalls } = createTestApp({ engine: { hold: ['explain'], ignoresAbort: true } });
    await settle();
    app.actions.openSample('dog-shepherd');
    await settle();
    explainCalls()[0]!.emit({ phase: 'predicted', prediction: fakePrediction(50) });
    expect(app.store.getState().earlyPrediction).toBeNull();
  });
});

describe('what needs the engine', () => {
  test('method, sign, scale, layers, colours and stages never do', async () => {
    const { app, explainCalls } = createTestApp();
    await settle();
    app.actions.setView({ method: 'layerCam', sign: 'signed', scale: 'run' });
    app.actions.setView({ layerSet: 'relu', colourMap: 'magma', opacity: 0.2, smooth: false });
    app.actions.setView({ leftStage: 'lastConvolution', rightStage: 'layer', contours: true });
    app.actions.stepLayer(-1);
    app.actions.goToPosition(0);
    await settle();
    expect(explainCalls()).toHaveLength(1);
  });

  test('another target does, once', async () => {
    const { app, explainCalls } = createTestApp();
    await settle();
    app.actions.setView({ target: 1 });
    await settle();
    expect(shownSummary(app)).toBe('A cat: dog');
    app.actions.setView({ target: 'predicted' });
    app.actions.setView({ target: 1 });
    await settle();
    expect(explainCalls().map(({ params }) => params.target)).toEqual(['predicted', 1]);
  });

  test('the predicted class by its number shares the run of "predicted"', async () => {
    const { app, explainCalls } = createTestApp();
    await settle();
    app.actions.setView({ target: 0 });
    await settle();
    expect(explainCalls()).toHaveLength(1);
    expect(app.store.getState().run.phase).toBe('done');
  });

  test('naming the predicted class while it is being computed does not start again', async () => {
    const { app, explainCalls } = createTestApp(held);
    await settle();
    explainCalls()[0]!.emit({ phase: 'predicted', prediction: fakePrediction(50) });
    app.actions.setView({ target: 0 });
    explainCalls()[0]!.answer();
    await settle();
    expect(shownSummary(app)).toBe('A cat: cat');
    expect(explainCalls()).toHaveLength(1);
  });

  test('another fit does, with the picture read anew', async () => {
    const { app, explainCalls, readers } = createTestApp();
    await settle();
    app.actions.setView({ fit: 'centreCrop' });
    await settle();
    expect(app.store.getState().shown?.fit).toBe('centreCrop');
    expect(app.photo('sample:cat-portrait')?.seen).toEqual({ x: 50, y: 0, width: 300, height: 300 });
    app.actions.setView({ fit: 'stretch' });
    await settle();
    expect(app.photo('sample:cat-portrait')?.seen).toEqual({ x: 0, y: 0, width: 400, height: 300 });
    expect(readers[0]!.calls.map(({ params }) => params.fit)).toEqual(['stretch', 'centreCrop']);
    expect(explainCalls()).toHaveLength(2);
  });

  test('a class that the model does not have counts as "predicted"', async () => {
    const { explainCalls } = createTestApp({ view: { target: 7 } });
    await settle();
    expect(explainCalls().map(({ params }) => params.target)).toEqual(['predicted']);
  });

  test('two pictures of the same name and bytes have their own runs', async () => {
    const { app, explainCalls } = createTestApp();
    app.actions.addPictures([droppedPicture('a.png', 200), droppedPicture('a.png', 200)]);
    await settle();
    app.actions.selectPicture('picture:2');
    await settle();
    expect(app.store.getState().shown?.pictureId).toBe('picture:2');
    expect(explainCalls()).toHaveLength(2);
  });
});

describe('cancelling', () => {
  test('ends the run, keeps what was shown and does not start again by itself', async () => {
    const { app, explainCalls } = createTestApp(held);
    await settle();
    explainCalls()[0]!.answer();
    await settle();
    app.actions.setView({ target: 1 });
    app.actions.cancelWork();
    app.actions.setView({ opacity: 1 });
    await settle();
    expect(explainCalls()[1]!.options.signal?.aborted).toBe(true);
    expect(app.store.getState().run).toEqual({ phase: 'idle' });
    expect(shownSummary(app)).toBe('A cat: cat');
    app.actions.retry();
    explainCalls()[2]!.answer();
    await settle();
    expect(shownSummary(app)).toBe('A cat: dog');
  });

  test('of another picture goes back to the one whose maps are shown', async () => {
    const { app, explainCalls } = createTestApp(held);
    await settle();
    explainCalls()[0]!.answer();
    await settle();
    const first = app.store.getState().currentPictureId;
    app.actions.openSample('dog-shepherd');
    await settle();
    expect(app.store.getState().currentPictureId).not.toBe(first);
    app.actions.cancelWork();
    await settle();
    expect(app.store.getState().currentPictureId).toBe(first);
    expect(app.store.getState().run).toMatchObject({ phase: 'done' });
    expect(explainCalls()).toHaveLength(2);
  });

  test('forgets what was cancelled once something else was asked for', async () => {
    const { app, explainCalls } = createTestApp(held);
    await settle();
    app.actions.cancelWork();
    app.actions.setView({ target: 1 });
    app.actions.setView({ target: 'predicted' });
    expect(app.store.getState().run.phase).toBe('computing');
    expect(explainCalls().at(-1).params.target).toBe('predicted');
  });
});

test('a run that fails says so, keeps the old maps, is not repeated by itself and can be retried', async () => {
  const { app, explainCalls } = createTestApp(held);
  await settle();
  explainCalls()[0]!.answer();
  await settle();
  app.actions.setView({ target: 1 });
  explainCalls()[1]!.fail(failureData(new Failure('numericalFailure', 'NaN')));
  await settle();
  app.actions.setView({ opacity: 1 });
  const { run, shown } = app.store.getState();
  expect(run.phase === 'failed' && run.failure.code).toBe('numericalFailure');
  expect(shown?.classIndex).toBe(0);
  expect(explainCalls()).toHaveLength(2);
  app.actions.retry();
  explainCalls()[2]!.answer();
  await settle();
  expect(shownSummary(app)).toBe('A cat: dog');
});
