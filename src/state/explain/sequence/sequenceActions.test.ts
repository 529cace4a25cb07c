import { describe, expect, test, vi } from 'vitest';
import { droppedPicture, settle, shownSummary } from '../../../../test/createTestApp.ts';
import { createFakeFrameSource } from '../../../../test/fakeFrameSource.ts';
import { openCamera, pauseOnFrame } from '../../../../test/openCamera.ts';
import { Failure } from '../../../lib/failure.ts';
import type { App } from '../app.ts';

const unaborted = () => ({ signal: new AbortController().signal });

describe('pausing', () => {
  test('lets what is under way arrive and asks for no more', async () => {
    const { app, source, give, answer, sequence } = await openCamera();
    await give(10);
    await answer();
    await give(200);
    app.actions.pauseSequence();
    await settle();
    const questions = source.questions();
    await answer();
    expect(shownSummary(app)).toBe('Camera: dog');
    expect(sequence()).toMatchObject({ phase: 'paused', frameCount: 2 });
    expect(source.questions()).toBe(questions);
    app.actions.resumeSequence();
    await settle();
    expect(source.questions()).toBe(questions + 1);
  });

  test('makes a picture like others of the frame: another class is explained', async () => {
    const { app, explainCalls, answer } = await pauseOnFrame(10);
    app.actions.setView({ target: 1 });
    expect(explainCalls().at(-1).params).toMatchObject({ target: 1 });
    await answer();
    expect(shownSummary(app)).toBe('Camera: dog');
    app.actions.setView({ target: 'predicted' });
    expect(shownSummary(app)).toBe('Camera: cat');
  });

  test('lets the frame be read again for another fit', async () => {
    const { app, readers, answer } = await pauseOnFrame(10);
    app.actions.setView({ fit: 'centreCrop' });
    await settle();
    expect(readers[0]!.calls.at(-1).params).toMatchObject({ fit: 'centreCrop' });
    await answer();
    expect(app.store.getState().shown!.fit).toBe('centreCrop');
  });

  test('comes by itself when a method is chosen that no run carries, and resuming takes it back', async () => {
    const { app, give, answer, sequence, engines } = await openCamera();
    app.actions.setView({ method: 'layerCam' });
    await give(10);
    await answer();
    app.actions.setView({ method: 'eigenCam' });
    await settle();
    expect(sequence().phase).toBe('paused');
    await answer();
    expect(engines[0]!.calls.derive.map(({ params }) => params.method)).toEqual(['eigenCam']);
    app.actions.resumeSequence();
    expect(app.store.getState().view.method).toBe('layerCam');
    expect(sequence().phase).toBe('running');
  });

  test('comes by itself when something is tried on the frame', async () => {
    const { app, give, answer, sequence } = await openCamera();
    await give(10);
    await answer();
    const trial = app.trials.ask((input) => [input], unaborted());
    expect(sequence().phase).toBe('paused');
    await expect(trial).resolves.toMatchObject({ predictions: [{ classIndex: 0 }] });
  });

  test('can be left for one frame at a time', async () => {
    const { app, source, give, answer, sequence } = await pauseOnFrame(10);
    app.actions.stepSequence();
    await settle();
    const questions = source.questions();
    await give(200);
    await answer();
    expect(shownSummary(app)).toBe('Camera: dog');
    expect(sequence()).toMatchObject({ phase: 'paused', frameCount: 2 });
    expect(source.questions()).toBe(questions);
  });
});

describe('after a pause, what is under way', () => {
  async function pauseWithFrameUnderWay() {
    const live = await openCamera();
    await live.give(10);
    await live.answer();
    await live.give(200);
    live.app.actions.pauseSequence();
    return live;
  }

  test.each<[string, (app: App) => void]>([
    ['it is halted', ({ actions }) => actions.haltSequence()],
    ['something is tried', ({ trials }) => void trials.ask((input) => [input], unaborted())],
    ['a method is chosen that no run carries', ({ actions }) => actions.setView({ method: 'eigenCam' })],
  ])('is given up once %s', async (_when, halt) => {
    const { app, explainCalls, sequence } = await pauseWithFrameUnderWay();
    const underWay = explainCalls().at(-1);
    halt(app);
    await settle();
    expect(underWay.options.signal!.aborted).toBe(true);
    expect(shownSummary(app)).toBe('Camera: cat');
    expect(sequence()).toMatchObject({ phase: 'paused', frameCount: 1 });
  });
});

test('a step goes on while something is tried, and is given up when it is halted', async () => {
  const { app, give, answer, explainCalls } = await pauseOnFrame(10);
  app.actions.stepSequence();
  await settle();
  await give(200);
  await app.trials.ask((input) => [input], unaborted());
  await answer();
  expect(shownSummary(app)).toBe('Camera: dog');
  app.actions.stepSequence();
  await settle();
  await give(20);
  app.actions.haltSequence();
  await settle();
  expect(explainCalls().at(-1).options.signal!.aborted).toBe(true);
  expect(shownSummary(app)).toBe('Camera: dog');
});

describe('halting before the first frame', () => {
  const clip = () => createFakeFrameSource({ kind: 'video', title: 'clip.mp4' });

  test('holds the picture on the screen until it is released, then begins with the first frame', async () => {
    const { app, source, give, answer, asked, sequence } = await openCamera({ source: clip() });
    await give(10);
    app.actions.haltSequence();
    await settle();
    expect(sequence().phase).toBe('starting');
    expect(shownSummary(app)).toBe('A cat: cat');
    app.actions.releaseSequence();
    await settle();
    expect(source.sought).toEqual([0]);
    await give(200);
    await answer();
    expect(asked()).toEqual([10, 200]);
    expect(shownSummary(app)).toBe('clip.mp4: dog');
    expect(sequence()).toMatchObject({ phase: 'running', frameCount: 1 });
  });

  test('takes no frame of a source that opens meanwhile', async () => {
    const { app, sequence } = await openCamera();
    const late = clip();
    app.actions.openSequence(late.opener);
    app.actions.haltSequence();
    await settle();
    expect([late.isOpen(), late.questions()]).toEqual([true, 0]);
    app.actions.releaseSequence();
    await settle();
    expect(late.questions()).toBe(1);
    expect(sequence()).toMatchObject({ phase: 'starting', title: 'clip.mp4' });
  });

  test('of one that fails meanwhile leaves it failed, to be tried again', async () => {
    const { app, sequence } = await openCamera();
    const refused = createFakeFrameSource({ openFailure: new Failure('cameraRefused', 'no') });
    app.actions.openSequence(refused.opener);
    app.actions.haltSequence();
    await settle();
    app.actions.releaseSequence();
    await settle();
    expect(sequence().phase).toBe('failed');
    let asked = 0;
    vi.spyOn(refused.opener, 'open').mockImplementation(() => {
      asked += 1;
      return new Promise(() => undefined);
    });
    app.actions.resumeSequence();
    await settle();
    expect([asked, sequence().phase]).toEqual([1, 'starting']);
  });

  test('of a video whose only frame is under way loses nothing', async () => {
    const source = clip();
    const { app, give, answer, sequence } = await openCamera({ source });
    await give(200);
    source.end();
    app.actions.haltSequence();
    await settle();
    expect(sequence().phase).toBe('starting');
    app.actions.releaseSequence();
    await settle();
    await give(200);
    source.end();
    await settle();
    await answer();
    expect(sequence()).toMatchObject({ phase: 'paused', hasEnded: true, frameCount: 1 });
  });
});

describe('leaving', () => {
  test('gives the camera and every bitmap back', async () => {
    const { app, source, give, answer } = await openCamera();
    await give(10);
    await answer();
    await give(200);
    app.actions.leaveSequence();
    await settle();
    expect(source.isOpen()).toBe(false);
    expect(source.bitmaps.map(({ width }) => width)).toEqual([0, 0]);
    expect(app.store.getState().pictures.map(({ id }) => id)).toEqual(['sample:cat-portrait']);
  });

  test('is what choosing another picture does', async () => {
    const { app, source, give, answer, sequence } = await openCamera();
    await give(200);
    await answer();
    app.actions.addPictures([droppedPicture('mine.png', 30)]);
    await settle();
    await answer();
    expect(shownSummary(app)).toBe('mine.png: cat');
    expect(sequence().phase).toBe('off');
    expect(source.isOpen()).toBe(false);
  });

  test('is what removing it from the tray does, which needs no undoing', async () => {
    const { app, give, answer, sequence } = await openCamera();
    await give(200);
    await answer();
    app.actions.removePicture('sequence:1');
    expect(sequence().phase).toBe('off');
    expect(shownSummary(app)).toBe('A cat: cat');
    expect(app.store.getState().notices).toEqual([]);
  });
});

test('a frame that is kept becomes a picture of its own, while the sequence goes on', async () => {
  const { app, give, answer, sequence } = await openCamera();
  await give(200);
  await answer();
  app.actions.keepFrame();
  await settle();
  expect(app.store.getState().pictures.at(-1)).toMatchObject({
    name: 'Camera 2026-01-02 03.04.05.png',
    origin: 'frame',
    status: { phase: 'ready' },
  });
  expect(sequence().phase).toBe('running');
  const kept = await app.pictureFile(app.store.getState().pictures.at(-1)!.id)!;
  expect(new Uint8Array(await kept.arrayBuffer())).toEqual(new Uint8Array([200]));
});
