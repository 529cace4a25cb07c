import { expect, test } from 'vitest';
import { settle } from '../../../../test/createTestApp.ts';
import { createFakeFrameSource } from '../../../../test/fakeFrameSource.ts';
import { openCamera } from '../../../../test/openCamera.ts';
import { Failure, failureData } from '../../../lib/failure.ts';
import { placeOf } from './sequenceStatus.ts';

/** A video of which one frame is on the screen, and the next is being asked for. */
async function openVideo() {
  const video = await openCamera({ source: createFakeFrameSource({ kind: 'video', title: 'clip.mp4' }) });
  await video.give(10);
  await video.answer();
  return video;
}

test('going to a moment pauses the video and explains that frame alone', async () => {
  const { app, source, give, answer, asked, sequence } = await openVideo();
  const questions = source.questions();
  app.actions.seekSequence(7.5);
  await settle();
  expect(sequence().phase).toBe('paused');
  expect(source.sought).toEqual([7.5]);
  // The open question was taken back, and asked anew.
  expect(source.questions()).toBe(questions + 1);
  await give(200);
  await answer();
  expect(asked()).toEqual([10, 200]);
  expect(source.questions()).toBe(questions + 1);
  expect(sequence()).toMatchObject({ phase: 'paused', hasEnded: false, frameCount: 2 });
});

test('the moment that was asked for is known until its frame is there', async () => {
  const { app, give, answer, sequence } = await openVideo();
  await give(20);
  app.actions.seekSequence(7.5);
  await settle();
  await answer();
  // What was under way came first.
  expect(sequence()).toMatchObject({ soughtSeconds: 7.5, timeSeconds: 0.2 });
  await give(30);
  expect(sequence()).toMatchObject({ soughtSeconds: 7.5 });
  await answer();
  expect(sequence()).toMatchObject({ soughtSeconds: null, timeSeconds: 0.3 });
});

const frameFails = async ({ give, explainCalls }: Awaited<ReturnType<typeof openVideo>>) => {
  await give(20);
  explainCalls()
    .at(-1)
    .fail(failureData(new Failure('numericalFailure', 'NaN')));
};

test.each<[string, (video: Awaited<ReturnType<typeof openVideo>>) => unknown]>([
  ['it is halted, as saving does', ({ app }) => app.actions.haltSequence()],
  ['the video goes on', ({ app }) => app.actions.resumeSequence()],
  ['its frame cannot be explained', frameFails],
  ['the video fails', ({ source }) => source.fail(new Failure('videoDamaged', 'torn'))],
])('a moment that was asked for is forgotten once %s', async (_when, giveUp) => {
  const video = await openVideo();
  video.app.actions.seekSequence(7.5);
  await settle();
  expect(video.sequence()).toMatchObject({ soughtSeconds: 7.5 });
  await giveUp(video);
  await settle();
  expect(placeOf(video.sequence())).toMatchObject({ soughtSeconds: null, timeSeconds: 0.1 });
});

test('a moment that was asked for is forgotten once something is tried on the frame before it', async () => {
  const { app, give, sequence } = await openVideo();
  await give(20);
  app.actions.seekSequence(7.5);
  await app.trials.ask((input) => [input], { signal: new AbortController().signal });
  expect(sequence()).toMatchObject({ phase: 'paused', soughtSeconds: null, timeSeconds: 0.1 });
});

test('frames that are given up are still to come when the video goes on', async () => {
  const { app, source, give, answer, sequence } = await openVideo();
  await give(20);
  app.actions.haltSequence();
  expect(source.sought).toEqual([expect.closeTo(0.2)]);
  app.actions.resumeSequence();
  await settle();
  await give(20);
  // The end is known while the last frame is still computed.
  source.end();
  await settle();
  app.actions.haltSequence();
  await settle();
  expect(source.sought).toEqual([expect.closeTo(0.2), expect.closeTo(0.2)]);
  expect(sequence()).toMatchObject({ phase: 'paused', hasEnded: false, frameCount: 1 });
  app.actions.resumeSequence();
  await settle();
  await give(20);
  source.end();
  await settle();
  await answer();
  expect(sequence()).toMatchObject({ phase: 'paused', hasEnded: true, frameCount: 2 });
  app.actions.haltSequence();
  // After its end a video begins anew.
  expect(source.sought).toHaveLength(2);
});

test('of many moments in a row the last one is explained, after what was under way', async () => {
  const { app, source, give, answer, asked } = await openVideo();
  app.actions.seekSequence(1);
  await settle();
  await give(20);
  for (const moment of [2, 3, 4]) app.actions.seekSequence(moment);
  await settle();
  expect(source.sought).toEqual([1, 2, 3, 4]);
  await give(30);
  await answer();
  await answer();
  expect(asked()).toEqual([10, 20, 30]);
});

test('from a moment it goes on, and after its end one may go to any moment', async () => {
  const { app, source, give, answer, sequence } = await openVideo();
  app.actions.seekSequence(5);
  await settle();
  await give(20);
  await answer();
  app.actions.resumeSequence();
  await settle();
  expect(sequence().phase).toBe('running');
  source.end();
  await settle();
  expect(sequence()).toMatchObject({ phase: 'paused', hasEnded: true });
  app.actions.seekSequence(0);
  await settle();
  await give(10);
  await answer();
  expect(sequence()).toMatchObject({ phase: 'paused', hasEnded: false });
});

test('a video that failed, and a camera, go nowhere', async () => {
  const { app, source, sequence } = await openVideo();
  source.fail(new Failure('videoDamaged', 'torn'));
  await settle();
  const failed = sequence();
  app.actions.seekSequence(1);
  expect([source.sought, sequence()]).toEqual([[], failed]);
  const camera = await openCamera();
  await camera.give(10);
  await camera.answer();
  camera.app.actions.seekSequence(1);
  expect(camera.sequence().phase).toBe('running');
});
