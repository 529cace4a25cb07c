import { expect, test } from 'vitest';
import { settle } from '../../test/createTestApp.ts';
import { createFakeFrameSource } from '../../test/fakeFrameSource.ts';
import { openCamera } from '../../test/openCamera.ts';
import { Failure } from '../lib/failure.ts';

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
