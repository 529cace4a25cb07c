import { expect, test } from 'vitest';
import type { ListedFile } from '../state/dataset/listedFile.ts';
import { listDrop, listPicked } from './listFolder.ts';

function fileEntry(name: string): FileSystemEntry {
  const entry = {
    name,
    isFile: true,
    isDirectory: false,
    file: (resolve: (file: File) => void) => resolve(new File([name], name)),
  };
  return entry as unknown as FileSystemEntry;
}

function folder(name: string, ...entries: readonly FileSystemEntry[]): FileSystemEntry {
  const createReader = () => {
    let rest = [...entries];
    return {
      readEntries(resolve: (batch: FileSystemEntry[]) => void) {
        resolve(rest);
        rest = [];
      },
    };
  };
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

function drop(...contents: (File | FileSystemEntry)[]) {
  return {
    items: contents.map((content) => ({
      kind: 'file',
      getAsFile: () => (content instanceof File ? content : null),
      webkitGetAsEntry: () => (content instanceof File ? null : content),
    })),
  };
}

async function pathsOf(files: AsyncIterable<ListedFile> | Iterable<ListedFile>): Promise<string[]> {
  const paths: string[] = [];
  for await (const { path } of files) paths.push(path);
  return paths;
}

test('a dropped folder keeps the paths of its files, tables and hidden ones too', async () => {
  const pets = folder(
    'pets',
    folder('cats', fileEntry('1.jpg')),
    fileEntry('labels.csv'),
    fileEntry('.hidden'),
  );
  const { name, files } = listDrop(drop(pets));
  expect(name).toBe('pets');
  expect(await pathsOf(files)).toEqual(['pets/cats/1.jpg', 'pets/labels.csv', 'pets/.hidden']);
});

test('a listed file opens as the file that was dropped', async () => {
  const { files } = listDrop(drop(folder('pets', fileEntry('1.jpg'))));
  for await (const file of files) {
    if ('problem' in file) throw new Error('it can be listed');
    expect(await (await file.open()).text()).toBe('1.jpg');
  }
});

test('a folder thirteen deep is listed as a problem, and the rest goes on', async () => {
  let deep = folder('13', fileEntry('lost.jpg'));
  for (let depth = 12; depth > 0; depth--) deep = folder(String(depth), deep);
  const { files } = listDrop(drop(deep, new File(['x'], 'found.jpg')));
  const listed: ListedFile[] = [];
  for await (const file of files) listed.push(file);
  expect(listed).toMatchObject([
    { path: '1/2/3/4/5/6/7/8/9/10/11/12/13', problem: { code: 'pictureUnreachable' } },
    { path: 'found.jpg' },
  ]);
});

test('files that were chosen without a folder are named by their number', async () => {
  const { name, files } = listPicked([new File(['x'], 'a.jpg'), new File(['y'], 'b.jpg')]);
  expect(name).toBe('2 files');
  expect(await pathsOf(files)).toEqual(['a.jpg', 'b.jpg']);
});
