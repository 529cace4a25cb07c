import { describe, expect, test } from 'vitest';
import {
  createTestApp,
  droppedPicture,
  droppedRubbish,
  settle,
  shownSummary,
} from '../../../../test/createTestApp.ts';
import { fakeBitmap } from '../../../../test/fakeEngine.ts';
import { Failure, failureData } from '../../../lib/failure.ts';
import type { App } from '../app.ts';

function tray({ store }: App): string[] {
  return store.getState().pictures.map(({ name, status }) => `${name} ${status.phase}`);
}

function problems({ store }: App): string[] {
  return store
    .getState()
    .notices.flatMap(({ content }) =>
      'failure' in content ? [`${content.subject} ${content.failure.code}`] : [],
    );
}

test('a picture is read once more in all its pixels, as its maps saw it, and the tray keeps its own', async () => {
  const { app, readers } = createTestApp({ view: { fit: 'centreCrop' } });
  await settle();
  const kept = app.photo('sample:cat-portrait');
  const full = await app.fullPhoto('sample:cat-portrait');
  const calls = readers[0]!.calls.map(({ params }) => params);
  expect(calls.map(({ fit }) => fit)).toEqual(['centreCrop', 'centreCrop']);
  expect(calls[1]!.displayLimit).toBeGreaterThan(16_384);
  expect(full.bitmap).not.toBe(kept?.bitmap);
  expect(app.photo('sample:cat-portrait')).toBe(kept);
  await expect(app.fullPhoto('picture:99')).rejects.toMatchObject({ code: 'pictureUnreachable' });
});

describe('adding pictures', () => {
  test('puts them into the tray, reads them all and shows the first', async () => {
    const { app } = createTestApp();
    await settle();
    app.actions.addPictures([droppedPicture('dog.png', 200), droppedPicture('cat.png', 10)]);
    await settle();
    expect(tray(app)).toEqual(['A cat ready', 'dog.png ready', 'cat.png ready']);
    expect(shownSummary(app)).toBe('dog.png: dog');
    expect(app.thumbnailUrl('picture:2')).toMatch(/^blob:/);
    expect(app.store.getState().view.sample).toBeNull();
  });

  test('a bad file is listed with its failure while the good ones go on', async () => {
    const { app } = createTestApp();
    await settle();
    app.actions.addPictures([
      droppedRubbish('bad.pdf'),
      droppedPicture('dog.png', 200),
      droppedRubbish('worse.txt'),
      droppedPicture('cat.png', 10),
    ]);
    await settle();
    expect(tray(app)).toEqual([
      'A cat ready',
      'bad.pdf failed',
      'dog.png ready',
      'worse.txt failed',
      'cat.png ready',
    ]);
    expect(problems(app)).toEqual(['bad.pdf pictureNotAPicture', 'worse.txt pictureNotAPicture']);
    expect(shownSummary(app)).toBe('dog.png: dog');
  });

  test('a lone bad file leads back to what was shown', async () => {
    const { app } = createTestApp();
    await settle();
    app.actions.addPictures([droppedRubbish('bad.pdf')]);
    await settle();
    expect(app.store.getState().currentPictureId).toBe('sample:cat-portrait');
    expect(app.store.getState().run.phase).toBe('done');
  });

  test('a file that kills the reader fails alone, and the next one has a new reader', async () => {
    const { app, readers } = createTestApp({ reader: { hold: true } });
    await settle();
    readers[0]!.calls[0]!.answer();
    app.actions.addPictures([droppedPicture('bomb.png', 1), droppedPicture('dog.png', 200)]);
    await settle();
    readers[0]!.lose(failureData(new Failure('workerDied', 'out of memory')));
    await settle();
    readers[1]!.calls[0]!.answer();
    await settle();
    expect(tray(app)).toEqual(['A cat ready', 'bomb.png failed', 'dog.png ready']);
    expect(shownSummary(app)).toBe('dog.png: dog');
  });

  test('the picture that was picked is read before those that only wait', async () => {
    const { app, readers } = createTestApp({ reader: { hold: true } });
    await settle();
    app.actions.addPictures(['a', 'b', 'c'].map((name, index) => droppedPicture(`${name}.png`, 200 + index)));
    app.actions.selectPicture('picture:3');
    const [reader] = readers;
    for (let read = 0; read < 4; read++) {
      reader!.calls[read]!.answer();
      await settle();
    }
    const bytes = await Promise.all(reader!.calls.map(async ({ params }) => params.blob.bytes()));
    expect(bytes.map(([byte]) => byte)).toEqual([50, 202, 200, 201]);
  });

  test('a picture that is read again for another fit stays ready', async () => {
    const { app } = createTestApp();
    await settle();
    const phases = new Set<string>();
    app.store.subscribe(({ pictures }) => phases.add(pictures[0]!.status.phase));
    app.actions.setView({ fit: 'centreCrop' });
    await settle();
    expect([...phases]).toEqual(['ready']);
  });

  test('a sample that cannot be fetched fails and can be tried again', async () => {
    let isOnline = false;
    const { app } = createTestApp({
      dependencies: {
        fetchBlob: async () => {
          if (!isOnline) throw new Failure('pictureDecodeFailed', 'offline');
          return new Blob([new Uint8Array([50])]);
        },
      },
    });
    await settle();
    const { run } = app.store.getState();
    expect(run.phase === 'failed' && run.failure.code).toBe('pictureDecodeFailed');
    isOnline = true;
    app.actions.retry();
    await settle();
    expect(shownSummary(app)).toBe('A cat: cat');
  });
});

describe('bitmaps', () => {
  test('of long-unseen pictures are closed, never the shown one, and come back when needed', async () => {
    const bitmaps: ImageBitmap[] = [];
    const makeBitmap = () => {
      const bitmap = fakeBitmap(4096, 4096);
      bitmaps.push(bitmap);
      return bitmap;
    };
    const { app } = createTestApp({ reader: { makeBitmap } });
    await settle();
    app.actions.addPictures(Array.from({ length: 6 }, (_, index) => droppedPicture(`${index}`, 200)));
    app.actions.selectPicture('picture:1');
    await settle();
    // A fourth of these 64 MiB bitmaps does not fit, with the inputs, into 256 MiB.
    const isClosed = ({ width }: ImageBitmap) => width === 0;
    expect(app.photo('picture:1')?.bitmap.width).toBe(4096);
    expect(app.photo('picture:2')).toBeNull();
    expect(bitmaps.filter(isClosed)).toHaveLength(bitmaps.length - 3);
    app.actions.selectPicture('picture:2');
    await settle();
    expect(app.photo('picture:2')?.bitmap.width).toBe(4096);
  });

  test('are all closed at the end, and the connections too', async () => {
    const bitmaps: ImageBitmap[] = [];
    const makeBitmap = (width: number, height: number) => {
      const bitmap = fakeBitmap(width, height);
      bitmaps.push(bitmap);
      return bitmap;
    };
    const { app, engines, readers } = createTestApp({ reader: { makeBitmap } });
    await settle();
    app.dispose();
    expect(bitmaps.map(({ width }) => width)).toEqual([0]);
    expect(engines[0]!.isClosed()).toBe(true);
    expect(readers[0]!.isClosed()).toBe(true);
  });
});

describe('removing a picture', () => {
  test('shows its neighbour; undo brings it back where it was, redo takes it away again', async () => {
    const { app, explainCalls } = createTestApp();
    await settle();
    app.actions.addPictures([droppedPicture('dog.png', 200), droppedPicture('cat.png', 10)]);
    await settle();
    app.actions.removePicture('picture:1');
    await settle();
    expect(tray(app)).toEqual(['A cat ready', 'cat.png ready']);
    expect(shownSummary(app)).toBe('cat.png: cat');
    expect(app.store.getState().notices.map(({ canUndo }) => canUndo)).toEqual([true]);
    const runs = explainCalls().length;
    app.actions.undo();
    await settle();
    expect(tray(app)).toEqual(['A cat ready', 'dog.png ready', 'cat.png ready']);
    expect(shownSummary(app)).toBe('dog.png: dog');
    expect(app.store.getState().notices).toEqual([]);
    expect(explainCalls()).toHaveLength(runs);
    app.actions.redo();
    await settle();
    expect(tray(app)).toEqual(['A cat ready', 'cat.png ready']);
    expect(shownSummary(app)).toBe('cat.png: cat');
  });

  test('offers Undo only until something else was done', async () => {
    const { app } = createTestApp();
    await settle();
    app.actions.addPictures([droppedPicture('dog.png', 200)]);
    await settle();
    app.actions.removePicture('picture:1');
    app.actions.setView({ sign: 'negative' });
    expect(app.store.getState().notices.map(({ canUndo }) => canUndo)).toEqual([false]);
  });

  test('the last one leaves an empty screen', async () => {
    const { app } = createTestApp();
    await settle();
    app.actions.removePicture('sample:cat-portrait');
    await settle();
    const { currentPictureId, shown, run } = app.store.getState();
    expect({ currentPictureId, shown, run }).toEqual({
      currentPictureId: null,
      shown: null,
      run: { phase: 'idle' },
    });
    expect(app.maps.stage('average')).toBeNull();
    app.actions.undo();
    await settle();
    expect(shownSummary(app)).toBe('A cat: cat');
  });

  test('that was not read yet and comes back is read then', async () => {
    const { app, readers } = createTestApp({ reader: { hold: true } });
    await settle();
    app.actions.addPictures([droppedPicture('dog.png', 200)]);
    app.actions.removePicture('picture:1');
    app.actions.undo();
    readers[0]!.calls[0]!.answer();
    await settle();
    readers[0]!.calls[1]!.answer();
    await settle();
    expect(shownSummary(app)).toBe('dog.png: dog');
  });

  test('a removed sample that was opened anew is not doubled by undo', async () => {
    const { app } = createTestApp();
    await settle();
    app.actions.openSample('dog-shepherd');
    app.actions.removePicture('sample:cat-portrait');
    app.actions.openSample('cat-portrait');
    app.actions.undo();
    await settle();
    expect(tray(app)).toEqual(['A dog ready', 'A cat ready']);
  });
});
