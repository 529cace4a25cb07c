import { describe, expect, test } from 'vitest';
import { settle, shownSummary } from '../../../../test/createTestApp.ts';
import { createFakeFrameSource } from '../../../../test/fakeFrameSource.ts';
import { openCamera } from '../../../../test/openCamera.ts';
import { Failure, failureData } from '../../../lib/failure.ts';

describe('a sequence', () => {
  test('leaves the picture before it on the screen until its first frame is explained', async () => {
    const { app, give, answer, sequence } = await openCamera();
    expect(sequence()).toEqual({ phase: 'starting', kind: 'camera', title: 'Camera', isRetry: false });
    await give(200);
    expect(shownSummary(app)).toBe('A cat: cat');
    await answer();
    expect(shownSummary(app)).toBe('Camera: dog');
    expect(sequence()).toMatchObject({ phase: 'running', timeSeconds: 0.1, frameCount: 1 });
    expect(app.store.getState().run.phase).toBe('done');
  });

  test('has the next frame read while one is computed, and never more than one waiting', async () => {
    const { source, give, asked, answer } = await openCamera();
    expect(source.questions()).toBe(1);
    await give(10);
    expect(source.questions()).toBe(2);
    await give(20);
    expect(asked()).toEqual([10, 20]);
    // No third frame is taken before there is room for it: what a camera then gives is its newest.
    expect(source.questions()).toBe(2);
    await answer();
    expect(source.questions()).toBe(3);
  });

  test('shows the frames in their order, each with its own maps, and closes the one before', async () => {
    const { app, source, give, answer } = await openCamera();
    const keys: string[] = [];
    for (const width of [10, 200, 20]) {
      await give(width);
      await answer();
      keys.push(app.store.getState().shown!.key);
      expect(app.photo('sequence:1')!.bitmap.width).toBe(width);
      expect(app.maps.stage('average')).not.toBeNull();
    }
    expect(new Set(keys).size).toBe(3);
    expect(source.bitmaps.map(({ width }) => width)).toEqual([0, 0, 20]);
  });

  test('keeps nothing in the engine and evicts nothing from the page', async () => {
    const { app, give, answer, explainCalls } = await openCamera();
    await give(10);
    await answer();
    expect(explainCalls().at(-1).params.keep).toBe(false);
    const calls = explainCalls().length;
    app.actions.leaveSequence();
    expect(shownSummary(app)).toBe('A cat: cat');
    expect(explainCalls()).toHaveLength(calls);
  });

  test('follows the view from the next frame on', async () => {
    const { app, give, answer, explainCalls } = await openCamera();
    await give(10);
    await answer();
    app.actions.setView({ target: 1, fit: 'centreCrop' });
    await give(20);
    expect(explainCalls().at(-1).params.target).toBe(1);
    await answer();
    expect(shownSummary(app)).toBe('Camera: dog');
    expect(app.photo('sequence:1')!.seen).toEqual({ x: 0, y: 15, width: 20, height: 20 });
  });

  test('tells how many frames it really explains in a second, once a second', async () => {
    const { give, answer, sequence, passTime } = await openCamera();
    const told: unknown[] = [];
    for (let frame = 0; frame < 12; frame++) {
      await give(10);
      passTime(250);
      await answer();
      const status = sequence();
      if (status.phase === 'running') told.push(status.framesPerSecond);
    }
    expect(told.slice(0, 3)).toEqual([null, null, null]);
    expect(told.at(-1)).toBeCloseTo(4);
  });
});

describe('a frame that fails', () => {
  const failure = failureData(new Failure('numericalFailure', 'NaN'));

  test('is left out', async () => {
    const { app, give, answer, explainCalls, sequence } = await openCamera();
    await give(10);
    explainCalls().at(-1).fail(failure);
    await settle();
    await give(200);
    await answer();
    expect(shownSummary(app)).toBe('Camera: dog');
    expect(sequence().phase).toBe('running');
  });

  test('for the third time in a row ends the sequence in words, and the last good frame stays', async () => {
    const { app, source, give, answer, explainCalls, sequence } = await openCamera();
    await give(200);
    await answer();
    for (let attempt = 0; attempt < 3; attempt++) {
      await give(10);
      explainCalls().at(-1).fail(failure);
      await settle();
    }
    expect(sequence()).toMatchObject({ phase: 'failed', failure, place: { frameCount: 1 } });
    expect(source.isOpen()).toBe(false);
    expect(shownSummary(app)).toBe('Camera: dog');
    expect(app.photo('sequence:1')!.bitmap.width).toBe(200);
  });

  test('because the engine was lost waits for the next engine', async () => {
    const { app, engines, give, answer } = await openCamera();
    await give(10);
    engines[0]!.lose(failureData(new Failure('workerDied', 'killed')));
    await settle();
    expect(engines).toHaveLength(2);
    await give(200);
    await answer();
    expect(shownSummary(app)).toBe('Camera: dog');
  });
});

describe('a source', () => {
  test('that cannot be opened is told of, and the picture stays', async () => {
    const refused = new Failure('cameraRefused', 'denied');
    const { app, sequence } = await openCamera({ source: createFakeFrameSource({ openFailure: refused }) });
    expect(sequence()).toEqual({
      phase: 'failed',
      kind: 'camera',
      title: 'Camera',
      failure: failureData(refused),
      place: null,
    });
    expect(shownSummary(app)).toBe('A cat: cat');
    app.actions.leaveSequence();
    expect(sequence().phase).toBe('off');
    expect(shownSummary(app)).toBe('A cat: cat');
  });

  test('that fails is opened anew by resuming', async () => {
    const { app, source, give, answer, sequence } = await openCamera();
    await give(10);
    await answer();
    source.fail(new Failure('cameraStopped', 'unplugged'));
    await settle();
    expect(sequence()).toMatchObject({ phase: 'failed', failure: { code: 'cameraStopped' } });
    app.actions.resumeSequence();
    await settle();
    expect(sequence()).toMatchObject({ phase: 'starting', isRetry: true });
    await give(200);
    await answer();
    expect(shownSummary(app)).toBe('Camera: dog');
    expect(app.store.getState().pictures.map(({ id }) => id)).toEqual(['sample:cat-portrait', 'sequence:1']);
  });

  test('of the same name as one that failed is another one', async () => {
    const { app, source, sequence } = await openCamera();
    source.fail(new Failure('cameraStopped', 'unplugged'));
    await settle();
    app.actions.openSequence(createFakeFrameSource().opener);
    expect(sequence()).toMatchObject({ phase: 'starting', title: 'Camera', isRetry: false });
  });

  test('that ends stands on its last frame, and begins anew when resumed', async () => {
    const source = createFakeFrameSource({ kind: 'video', title: 'cats.mp4' });
    const { app, give, answer, sequence } = await openCamera({ source });
    await give(200);
    source.end();
    await settle();
    await answer();
    expect(sequence()).toMatchObject({ phase: 'paused', hasEnded: true, timeSeconds: 0.1 });
    app.actions.resumeSequence();
    await settle();
    await give(10);
    await answer();
    expect(sequence()).toMatchObject({ phase: 'running', frameCount: 2 });
  });

  test('that ends without a frame says so', async () => {
    const source = createFakeFrameSource({ kind: 'video', title: 'empty.mp4' });
    const { sequence } = await openCamera({ source });
    source.end();
    await settle();
    expect(sequence()).toMatchObject({ phase: 'failed', failure: { code: 'framesMissing' } });
    expect(source.isOpen()).toBe(false);
  });

  test('of whose few frames none could be explained says why, and is closed', async () => {
    const failure = failureData(new Failure('numericalFailure', 'NaN'));
    const source = createFakeFrameSource({ kind: 'video', title: 'short.mp4' });
    const { sequence, give, explainCalls } = await openCamera({ source });
    await give(10);
    source.end();
    await settle();
    explainCalls().at(-1).fail(failure);
    await settle();
    expect(sequence()).toMatchObject({ phase: 'failed', failure, place: null });
    expect(source.isOpen()).toBe(false);
  });

  test('that opens after one has left is closed again', async () => {
    const { app, source } = await openCamera();
    app.actions.leaveSequence();
    expect(source.isOpen()).toBe(false);
    const late = createFakeFrameSource();
    app.actions.openSequence(late.opener);
    app.actions.leaveSequence();
    await settle();
    expect(late.isOpen()).toBe(false);
  });
});
