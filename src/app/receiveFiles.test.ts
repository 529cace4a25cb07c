import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { settle } from '../../test/createTestApp.ts';
import { takeIn } from '../intake/takeIn.ts';
import { receiveLaunchedFiles, receiveSharedPictures } from './receiveFiles.ts';

const handle = (file: File) => ({ getFile: () => Promise.resolve(file) });
const goneHandle = { getFile: () => Promise.reject(new DOMException('gone', 'NotFoundError')) };

test('files opened with the page come in together; one that is gone is left out', async () => {
  type Consumer = Parameters<NonNullable<Window['launchQueue']>['setConsumer']>[0];
  const setConsumer = vi.fn<(consumer: Consumer) => void>();
  const addPictures = vi.fn();
  receiveLaunchedFiles({ setConsumer }, addPictures);
  const launch = setConsumer.mock.calls[0]![0];
  const [cat, dog] = [new File(['1'], 'cat.jpg'), new File(['2'], 'dog.png')];

  launch({ files: [handle(cat), goneHandle, handle(dog)] });
  await settle();
  expect(addPictures.mock.calls).toEqual([
    [
      [
        { name: 'cat.jpg', blob: cat, origin: 'pick' },
        { name: 'dog.png', blob: dog, origin: 'pick' },
      ],
    ],
  ]);

  launch({});
  launch({ files: [goneHandle] });
  await settle();
  expect(addPictures).toHaveBeenCalledOnce();
});

test('a video that is opened with the page, or shared with it, is opened as one', async () => {
  const actions = { addPictures: vi.fn(), openSequence: vi.fn(), openRecipe: vi.fn(), tell: vi.fn() };
  const mp4 = new File(['\0\0\0\x18ftypisom'], 'walk.mp4');
  receiveLaunchedFiles(
    { setConsumer: (launch) => launch({ files: [handle(mp4)] }) },
    (files) => void takeIn(files, actions),
  );
  await settle();
  expect(actions.openSequence.mock.calls).toMatchObject([[{ kind: 'video', title: 'walk.mp4' }]]);
  expect(actions.addPictures).not.toHaveBeenCalled();
});

test('the system is told of all the videos that the page opens', () => {
  const text = readFileSync('public/manifest.webmanifest', 'utf8');
  const { file_handlers: handlers, share_target: target } = JSON.parse(text);
  const videos = ['video/mp4', 'video/webm', 'video/quicktime', 'video/x-matroska'];
  expect(Object.keys(handlers[0].accept)).toEqual(expect.arrayContaining(videos));
  expect(target.params.files).toEqual([{ name: 'pictures', accept: ['image/*', ...videos] }]);
});

test('where the system hands nothing over, nothing happens', () => {
  expect(() => receiveLaunchedFiles(undefined, vi.fn())).not.toThrow();
});

test('without caches a link that speaks of shared pictures only loses that word', async () => {
  const replaceState = vi.fn();
  const page = {
    location: { href: 'http://host/path/?backend=wasm&shared#v=1' },
    history: { state: 7, replaceState },
    document: { baseURI: 'http://host/path/' },
  };
  const receiver = { ask: vi.fn(), tell: vi.fn() };
  await receiveSharedPictures(page as unknown as Window, receiver);
  expect(replaceState).toHaveBeenCalledExactlyOnceWith(7, '', new URL('http://host/path/?backend=wasm#v=1'));
  expect(receiver.ask).not.toHaveBeenCalled();
  expect(receiver.tell).not.toHaveBeenCalled();
});

/** A window whose service worker has kept files. */
function pageWith(files: readonly File[], search = '?shared'): Window {
  const cache = {
    matchAll: () =>
      Promise.resolve(
        files.map((file) => new Response(file, { headers: { 'X-Name': encodeURIComponent(file.name) } })),
      ),
  };
  return {
    location: { href: `http://host/path/${search}` },
    history: { state: null, replaceState: vi.fn() },
    document: { baseURI: 'http://host/path/' },
    caches: {
      has: () => Promise.resolve(true),
      open: () => Promise.resolve(cache),
      delete: () => Promise.resolve(true),
    },
  } as unknown as Window;
}

test.each([
  [['cat.jpg'], 'sends “cat.jpg” here. Open it only if you shared it.'],
  [['a\u202egpj.exe', ''], 'sends “agpj.exe” and “Shared file” here. Open them only if you shared them.'],
  [['1', '2', '3', '4', '5'], 'sends “1”, “2”, “3”, and 2 more here.'],
])('shared files %j are asked about, not opened', async (names, words) => {
  const receiver = { ask: vi.fn(), tell: vi.fn() };
  await receiveSharedPictures(pageWith(names.map((name) => new File(['x'], name))), receiver);
  expect(receiver.ask).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(words), expect.any(Array));
  expect(receiver.ask.mock.calls[0]?.[1]).toHaveLength(names.length);
});

test('more than can be passed on is said', async () => {
  const receiver = { ask: vi.fn(), tell: vi.fn() };
  await receiveSharedPictures(pageWith([], '?shared=tooMuch'), receiver);
  expect(receiver.tell).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('256 MB'));
  expect(receiver.ask).not.toHaveBeenCalled();
});
