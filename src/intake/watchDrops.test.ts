import { expect, test, vi } from 'vitest';
import { settle } from '../../test/createTestApp.ts';
import { watchDrops } from './watchDrops.ts';

function dragEvent(type: string, types: readonly string[] = ['Files'], files: readonly File[] = []): Event {
  const items = files.map((file) => ({
    kind: 'file',
    webkitGetAsEntry: () => null,
    getAsFile: () => file,
  }));
  const event = new Event(type, { cancelable: true });
  return Object.assign(event, { dataTransfer: { types, items, dropEffect: 'none' } });
}

function watch() {
  const page = new EventTarget();
  const onHover = vi.fn<(hovering: boolean) => void>();
  const onPictures = vi.fn();
  const onNothing = vi.fn();
  const stop = watchDrops(page, { onHover, onPictures, onNothing });
  return { page, onHover, onPictures, onNothing, stop };
}

test('hovering over nested elements is told once, and its end once', () => {
  const { page, onHover } = watch();
  for (const type of ['dragenter', 'dragenter', 'dragleave', 'dragenter', 'dragleave', 'dragleave']) {
    page.dispatchEvent(dragEvent(type));
  }
  expect(onHover.mock.calls).toEqual([[true], [false]]);
});

test('dragged text is no picture, does not leave the page, and gets an answer', () => {
  const { page, onHover, onPictures, onNothing } = watch();
  page.dispatchEvent(dragEvent('dragenter', ['text/plain']));
  const over = dragEvent('dragover', ['text/plain']);
  const drop = dragEvent('drop', ['text/plain']);
  page.dispatchEvent(over);
  page.dispatchEvent(drop);
  expect(over.defaultPrevented && drop.defaultPrevented).toBe(true);
  expect(onHover).not.toHaveBeenCalled();
  expect(onPictures).not.toHaveBeenCalled();
  expect(onNothing.mock.calls).toEqual([['noFile']]);
});

test('an empty folder gets an answer too', async () => {
  const { page, onPictures, onNothing } = watch();
  page.dispatchEvent(dragEvent('drop', ['Files'], []));
  await settle();
  expect(onPictures).not.toHaveBeenCalled();
  expect(onNothing.mock.calls).toEqual([['noPictures']]);
});

test('a drop ends the hovering and hands its files over', async () => {
  const { page, onHover, onPictures } = watch();
  page.dispatchEvent(dragEvent('dragenter'));
  const drop = dragEvent('drop', ['Files'], [new File(['x'], 'a.png')]);
  page.dispatchEvent(drop);
  await settle();
  expect(drop.defaultPrevented).toBe(true);
  expect(onHover.mock.calls).toEqual([[true], [false]]);
  expect(onPictures.mock.calls[0]![0]).toMatchObject([{ name: 'a.png', origin: 'drop' }]);
});

test('nothing is heard after the end', () => {
  const { page, onHover, stop } = watch();
  stop();
  page.dispatchEvent(dragEvent('dragenter'));
  expect(onHover).not.toHaveBeenCalled();
});
