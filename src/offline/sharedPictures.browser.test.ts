import { afterEach, expect, test } from 'vitest';
import { keepSharedPictures, readSharedForm, SharedTooMuch, takeSharedPictures } from './sharedPictures.ts';

const scope = new URL('./', location.href).href;

function formOf(...files: readonly File[]): FormData {
  const form = new FormData();
  for (const file of files) form.append('pictures', file);
  return form;
}

afterEach(async () => {
  for (const name of await caches.keys()) await caches.delete(name);
});

test('shared files come out as they went in, in order and once', async () => {
  const form = formOf(new File(['eins'], 'Kätzchen 🐈.jpg', { type: 'image/jpeg' }), new File([], ''));
  form.append('pictures', 'words');
  form.append('other', new File(['x'], 'x.jpg'));
  await keepSharedPictures(caches, scope, form);
  const taken = await takeSharedPictures(caches, scope);
  expect(taken.map(({ name, size }) => [name, size])).toEqual([
    ['Kätzchen 🐈.jpg', 4],
    ['', 0],
  ]);
  expect(await taken[0]!.text()).toBe('eins');
  expect(await takeSharedPictures(caches, scope)).toEqual([]);
});

test('the next share replaces one that no page took', async () => {
  await keepSharedPictures(caches, scope, formOf(new File(['1'], '1'), new File(['2'], '2')));
  await keepSharedPictures(caches, scope, formOf(new File(['3'], '3')));
  expect((await takeSharedPictures(caches, scope)).map(({ name }) => name)).toEqual(['3']);
});

test('of more than a hundred files the first hundred are kept', async () => {
  const many = Array.from({ length: 120 }, (_, index) => new File(['x'], `${index}`));
  await keepSharedPictures(caches, scope, formOf(...many));
  const taken = await takeSharedPictures(caches, scope);
  expect([taken.length, taken.at(-1)?.name]).toEqual([100, '99']);
});

const requestOf = (form: FormData) => new Request(scope, { method: 'POST', body: form });

test('a form is read whole up to the limit, and refused beyond it', async () => {
  const form = formOf(new File([new Uint8Array(3000)], 'cat.jpg'));
  const read = await readSharedForm(requestOf(form), 4000);
  expect(read.getAll('pictures')).toHaveLength(1);
  await expect(readSharedForm(requestOf(form), 2000)).rejects.toThrow(SharedTooMuch);
});

test('what comes without end is not read to its end', async () => {
  let pieces = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pieces += 1;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  const request = new Request(scope, {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    body: endless,
    duplex: 'half',
  } as RequestInit);
  await expect(readSharedForm(request, 10_000)).rejects.toThrow(SharedTooMuch);
  expect(pieces).toBeLessThan(50);
});
