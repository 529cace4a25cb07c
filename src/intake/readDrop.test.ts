import { describe, expect, test } from 'vitest';
import { type DroppedItems, readDrop } from './readDrop.ts';

function file(name: string, type = 'image/png'): File {
  return new File(['x'], name, { type });
}

function fileEntry(content: File): FileSystemEntry {
  const entry = {
    name: content.name,
    isFile: true,
    isDirectory: false,
    file: (resolve: (file: File) => void) => resolve(content),
  };
  return entry as unknown as FileSystemEntry;
}

/** Like the browsers' folders: a reader gives at most a hundred entries at a time, then an empty batch. */
function folder(name: string, entries: readonly FileSystemEntry[]): FileSystemEntry {
  const createReader = () => {
    let next = 0;
    return {
      readEntries(resolve: (batch: FileSystemEntry[]) => void) {
        resolve(entries.slice(next, next + 100));
        next += 100;
      },
    };
  };
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

/** A drop whose items forget everything as soon as the handler returns, as the platform has it. */
function drop(...contents: (File | FileSystemEntry)[]): DroppedItems {
  let isOver = false;
  queueMicrotask(() => {
    isOver = true;
  });
  return {
    items: contents.map((content) => ({
      kind: 'file',
      getAsFile: () => (!isOver && content instanceof File ? content : null),
      webkitGetAsEntry: () => {
        if (isOver) return null;
        return content instanceof File ? fileEntry(content) : content;
      },
    })),
  };
}

const names = async (items: DroppedItems) => (await readDrop(items)).map(({ name }) => name);

describe('readDrop', () => {
  test('takes every dropped file, pictures or not', async () => {
    expect(await names(drop(file('a.png'), file('b.pdf', 'application/pdf'), file('.c.png')))).toEqual([
      'a.png',
      'b.pdf',
      '.c.png',
    ]);
  });

  test('takes all 250 files of a folder that comes in batches of a hundred', async () => {
    const entries = Array.from({ length: 250 }, (_, index) => fileEntry(file(`photo ${250 - index}.jpg`)));
    const found = await names(drop(folder('holiday', entries)));
    expect(found).toHaveLength(250);
    expect(found.slice(0, 3)).toEqual(['photo 1.jpg', 'photo 2.jpg', 'photo 3.jpg']);
  });

  test('walks folders in folders and leaves out hidden files and what is no picture', async () => {
    const inner = folder('inner', [fileEntry(file('b.webp', 'image/webp')), fileEntry(file('unknown', ''))]);
    const outer = folder('outer', [
      fileEntry(file('.DS_Store', '')),
      fileEntry(file('Thumbs.db', '')),
      fileEntry(file('notes.txt', 'text/plain')),
      folder('__MACOSX', [fileEntry(file('ghost.png'))]),
      fileEntry(file('a.png')),
      inner,
    ]);
    expect(await names(drop(outer, file('c.png')))).toEqual(['a.png', 'b.webp', 'unknown', 'c.png']);
  });

  test('stops at the eighth level', async () => {
    let nested = folder('level 9', [fileEntry(file('too deep.png'))]);
    for (let level = 8; level >= 1; level--) {
      nested = folder(`level ${level}`, [fileEntry(file(`${level}.png`)), nested]);
    }
    expect(await names(drop(nested))).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((level) => `${level}.png`));
  });

  test('stops at 20,000 files', async () => {
    const many = Array.from({ length: 20_100 }, () => fileEntry(file('same.png')));
    expect(await readDrop(drop(folder('many', many)))).toHaveLength(20_000);
  });

  test('goes on after a folder that may not be read', async () => {
    const locked = {
      name: 'locked',
      isFile: false,
      isDirectory: true,
      createReader: () => ({ readEntries: (_: unknown, reject: () => void) => reject() }),
    } as unknown as FileSystemEntry;
    expect(await names(drop(locked, file('a.png')))).toEqual(['a.png']);
  });

  test('ignores dragged text', async () => {
    const items = [{ kind: 'string', getAsFile: () => null, webkitGetAsEntry: () => null }];
    expect(await readDrop({ items })).toEqual([]);
  });
});
