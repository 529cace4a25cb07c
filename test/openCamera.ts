import { createTestApp, settle, type TestAppOptions } from './createTestApp.ts';
import { createFakeFrameSource, type FakeFrameSource } from './fakeFrameSource.ts';

/** The sample's maps are on the screen, and a camera is open; every run waits for the test. */
export async function openCamera(options: TestAppOptions & { readonly source?: FakeFrameSource } = {}) {
  const testApp = createTestApp({ ...options, engine: { hold: ['explain'], ...options.engine } });
  const source = options.source ?? createFakeFrameSource();
  await settle();
  testApp.explainCalls()[0]!.answer();
  await settle();
  testApp.app.actions.openSequence(source.opener);
  await settle();
  const { app, explainCalls } = testApp;
  const give = async (width: number) => {
    source.give(width);
    await settle();
  };
  const answer = async () => {
    explainCalls()
      .find((call) => !call.settled)!
      .answer();
    await settle();
  };
  const sequence = () => app.store.getState().sequence;
  /** The widths of the frames that the engine was given. */
  const asked = () =>
    explainCalls()
      .slice(1)
      .map(({ params }) => params.input.data[0]);
  return { ...testApp, source, give, answer, sequence, asked };
}

/** The same, with one frame on the screen and none under way. */
export async function pauseOnFrame(width: number, options: TestAppOptions = {}) {
  const live = await openCamera(options);
  await live.give(width);
  await live.answer();
  live.app.actions.pauseSequence();
  await settle();
  return live;
}
