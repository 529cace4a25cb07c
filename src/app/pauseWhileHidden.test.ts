import { expect, test } from 'vitest';
import { settle } from '../../test/createTestApp.ts';
import { openCamera } from '../../test/openCamera.ts';
import { pauseWhileHidden } from './pauseWhileHidden.ts';

/** A camera whose first frame is on the screen, on a page that can be hidden. */
async function openOnPage() {
  const live = await openCamera();
  const page = Object.assign(new EventTarget(), { hidden: false });
  pauseWhileHidden(live.app, page);
  const setHidden = async (hidden: boolean) => {
    page.hidden = hidden;
    page.dispatchEvent(new Event('visibilitychange'));
    await settle();
  };
  await live.give(10);
  await live.answer();
  const phase = () => live.sequence().phase;
  return { ...live, setHidden, phase };
}

test('frames that nobody sees are not asked for, and go on when the page is seen again', async () => {
  const { source, give, answer, setHidden, phase } = await openOnPage();
  await setHidden(true);
  expect(phase()).toBe('paused');
  const questions = source.questions();
  await setHidden(false);
  expect(phase()).toBe('running');
  expect(source.questions()).toBe(questions + 1);
  await give(200);
  await answer();
  expect(phase()).toBe('running');
});

test('what stood still before the page was hidden still does afterwards', async () => {
  const { app, setHidden, phase } = await openOnPage();
  app.actions.pauseSequence();
  await settle();
  await setHidden(true);
  await setHidden(false);
  expect(phase()).toBe('paused');
});
