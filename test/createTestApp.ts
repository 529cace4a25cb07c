import type { App } from '../src/state/explain/app.ts';
import type { AppDependencies } from '../src/state/explain/appDependencies.ts';
import { createApp } from '../src/state/explain/createApp.ts';
import { noMarks } from '../src/state/explain/pictures/marks.ts';
import type { Sample } from '../src/state/explain/pictures/sample.ts';
import { defaultView, type View } from '../src/state/explain/view/view.ts';
import type { IncomingPicture } from '../src/state/shell/incoming.ts';
import { createInstallation } from '../src/state/shell/installation.ts';
import {
  createFakeEngineConnection,
  createFakePictureReaderConnection,
  type FakeEngineConnection,
  type FakeEngineOptions,
  type FakePictureReaderConnection,
  type FakePictureReaderOptions,
  fakeBitmap,
} from './fakeEngine.ts';

export interface TestAppOptions {
  readonly engine?: FakeEngineOptions;
  readonly reader?: FakePictureReaderOptions;
  /** Differences from the default view at the start. */
  readonly view?: Partial<View>;
  /** Overrides of single dependencies. */
  readonly dependencies?: Partial<AppDependencies>;
}

export interface TestApp {
  readonly app: ReturnType<typeof createApp>;
  /** Every engine connection so far; the last one is alive. */
  readonly engines: readonly FakeEngineConnection[];
  readonly readers: readonly FakePictureReaderConnection[];
  /** All `explain` calls over all connections, in order. */
  explainCalls(): FakeEngineConnection['calls']['explain'];
  /** Moves the clock that the app sees, and calls the timers that are due by then. */
  passTime(milliseconds: number): void;
}

/** Two samples: a cat (its first byte is 50) and a dog (200). */
const testSamples: readonly Sample[] = [
  {
    id: 'cat-portrait',
    title: 'A cat',
    url: 'samples/cat-portrait.jpg',
    credit: 'nobody',
    width: 400,
    height: 300,
  },
  {
    id: 'dog-shepherd',
    title: 'A dog',
    url: 'samples/dog-shepherd.jpg',
    credit: 'nobody',
    width: 400,
    height: 300,
  },
];

/** An application over fakes; nothing of it needs a browser. */
export function createTestApp(options: TestAppOptions = {}): TestApp {
  const engines: FakeEngineConnection[] = [];
  const readers: FakePictureReaderConnection[] = [];
  const timers = new Map<() => void, number>();
  let nowMs = 0;
  let urls = 0;
  const app = createApp({
    connectEngine() {
      const connection = createFakeEngineConnection(options.engine);
      engines.push(connection);
      return connection;
    },
    connectPictureReader() {
      const connection = createFakePictureReaderConnection(options.reader);
      readers.push(connection);
      return connection;
    },
    samples: testSamples,
    fetchBlob: (url) => Promise.resolve(pictureBlob(url.includes('dog') ? 200 : 50)),
    cardUrl: 'model/card.json',
    inputSize: { width: 16, height: 16 },
    initialView: { ...defaultView, ...options.view },
    initialMarks: noMarks,
    initialCopy: null,
    wasHere: false,
    installation: createInstallation(),
    backend: 'auto',
    now: () => nowMs,
    date: () => new Date(2026, 0, 2, 3, 4, 5),
    setTimer(callback, delayMs) {
      timers.set(callback, nowMs + delayMs);
      return () => void timers.delete(callback);
    },
    createObjectUrl() {
      urls += 1;
      return `blob:${urls}`;
    },
    revokeObjectUrl: () => undefined,
    makeThumbnail: () => Promise.resolve(new Blob(['thumbnail'])),
    drawBehindCrate: ({ bitmap }) => fakeBitmap(bitmap.width, bitmap.height),
    encodePng: ({ width }) => Promise.resolve(pictureBlob(width)),
    isFirstVisit: false,
    prefersReducedMotion: false,
    looksAhead: false,
    ...options.dependencies,
  });
  return {
    app,
    engines,
    readers,
    explainCalls: () => engines.flatMap(({ calls }) => calls.explain),
    passTime(milliseconds) {
      nowMs += milliseconds;
      for (const [callback, dueMs] of [...timers]) {
        if (dueMs <= nowMs && timers.delete(callback)) callback();
      }
    },
  };
}

/** A file that the fake reader takes for a picture: a dog above 100, a cat below. */
export function pictureBlob(firstByte: number): Blob {
  return new Blob([new Uint8Array([firstByte])]);
}

export function droppedPicture(name: string, firstByte: number): IncomingPicture {
  return { name, blob: pictureBlob(firstByte), origin: 'drop' };
}

/** A file that no one can read. */
export function droppedRubbish(name: string): IncomingPicture {
  return { name, blob: new Blob(['bad']), origin: 'drop' };
}

/** Lets all promises that can settle do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** The name of the picture whose maps are shown, and the class they explain; null while there are none. */
export function shownSummary({ store }: App): string | null {
  const { shown, pictures } = store.getState();
  if (shown === null) return null;
  const name = pictures.find(({ id }) => id === shown.pictureId)?.name;
  return `${name}: ${shown.classIndex === 1 ? 'dog' : 'cat'}`;
}
