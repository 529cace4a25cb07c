import { expect, test, vi } from 'vitest';
import { watchPastes } from './watchPastes.ts';

function paste(files: readonly File[]): Event {
  return Object.assign(new Event('paste', { cancelable: true }), { clipboardData: { files } });
}

test('pasted files become pictures; a bitmap without a real name gets one', () => {
  const page = new EventTarget();
  const onPictures = vi.fn();
  const onNothing = vi.fn();
  watchPastes(page, { onPictures, onNothing });
  page.dispatchEvent(paste([new File(['x'], 'image.png'), new File(['y'], 'cat.jpg')]));
  expect(onPictures.mock.calls).toMatchObject([
    [
      [
        { name: 'Pasted picture', origin: 'paste' },
        { name: 'cat.jpg', origin: 'paste' },
      ],
    ],
  ]);
});

test('pasted text is left to the page, and gets an answer', () => {
  const page = new EventTarget();
  const onPictures = vi.fn();
  const onNothing = vi.fn();
  watchPastes(page, { onPictures, onNothing });
  const event = paste([]);
  page.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(false);
  expect(onPictures).not.toHaveBeenCalled();
  expect(onNothing).toHaveBeenCalledOnce();
});
