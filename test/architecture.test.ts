import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isImportAllowed, mayImport, roomOf } from '../scripts/architecture.mjs';
import { findCircles } from './findCircles.ts';

const root = join(import.meta.dirname, '..');

/** Paths below src/ with forward slashes, and their texts. */
const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name))
  .map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return {
      path: posix.normalize(path.slice(join(root, 'src').length + 1).replaceAll('\\', '/')),
      text: readFileSync(path, 'utf8'),
    };
  });

const sources = files.filter(({ path }) => !path.endsWith('.test.ts'));

/** What a file imports, by static or dynamic import, without the bundler's query. */
function importedFrom(text: string): string[] {
  return [...text.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([^']+)'/gu)].map(
    ([, specifier]) => specifier?.split('?')[0] ?? '',
  );
}

const imports = sources.flatMap(({ path, text }) =>
  importedFrom(text).map((specifier) => ({
    importer: path,
    specifier,
    imported: specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : null,
  })),
);

describe('folders', () => {
  test('every file below src belongs to a room of the table', () => {
    const homeless = files
      .map(({ path }) => path)
      .filter((path) => path.includes('/') && roomOf(path) === null);
    expect(homeless).toEqual([]);
  });

  test('imports go only the way the table allows', () => {
    expect(imports.length).toBeGreaterThan(50);
    const wrong = imports.filter(
      ({ importer, imported }) => imported !== null && !isImportAllowed(importer, imported),
    );
    expect(wrong.map(({ importer, imported }) => `${importer} → ${imported}`)).toEqual([]);
  });

  test('only the engine knows TensorFlow.js', () => {
    const knowing = imports.filter(({ specifier }) => specifier.startsWith('@tensorflow/'));
    expect(knowing.filter(({ importer }) => !importer.startsWith('engine/'))).toEqual([]);
  });

  test('no folder is a drawer for everything', () => {
    const drawers = /(?:^|\/)(?:utils?|helpers?|common|types|hooks|misc)\//u;
    expect(files.map(({ path }) => path).filter((path) => drawers.test(path))).toEqual([]);
  });
});

describe('files', () => {
  test('no file imports itself by way of others, neither values nor types', () => {
    const known = new Set(sources.map(({ path }) => path));
    const importedBy = new Map(sources.map(({ path }) => [path, new Set<string>()]));
    for (const { importer, imported } of imports) {
      if (imported !== null && known.has(imported)) importedBy.get(importer)?.add(imported);
    }
    expect(findCircles(importedBy)).toEqual([]);
  });

  test('a circle of imports is found, and a diamond is none', () => {
    const graph = (arrows: Readonly<Record<string, readonly string[]>>) =>
      new Map(Object.entries(arrows).map(([file, all]) => [file, new Set(all)]));
    expect(findCircles(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([]);
    expect(findCircles(graph({ a: ['b'], b: ['c'], c: ['b'] }))).toEqual([['b', 'c']]);
  });
});

describe('the table itself', () => {
  test.each([
    ['cam/fuse/average.ts', 'lib/failure.ts', true],
    ['cam/fuse/average.ts', 'cam/map/grid.ts', true],
    ['lib/failure.ts', 'cam/map/grid.ts', false],
    ['state/explain/runs/runs.ts', 'engine/api.ts', true],
    ['state/explain/runs/runs.ts', 'engine/createEngine.ts', false],
    ['state/explain/runs/runs.ts', 'state/shell/history.ts', true],
    ['state/shell/history.ts', 'state/explain/runs/runs.ts', false],
    ['ui/explain/stage/Stage.tsx', 'worker/connectEngine.ts', false],
    ['ui/controls/Switch.tsx', 'ui/explain/stage/Stage.tsx', false],
    ['main.tsx', 'app/startApp.tsx', true],
    ['main.tsx', 'ui/theme.ts', false],
  ])('%s importing %s: %s', (importer, imported, allowed) => {
    expect(isImportAllowed(importer, imported)).toBe(allowed);
  });

  test('has no circle: what a room may know never knows it back', () => {
    const pairs = Object.entries(mayImport).flatMap(([from, all]) => all.map((to) => [from, to] as const));
    const back = pairs.filter(([from, to]) => mayImport[to]?.includes(from));
    expect(back).toEqual([]);
  });
});

describe('habits', () => {
  test('no file is longer than 300 lines', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 301);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('every dependency has one exact version', () => {
    const manifest: Record<string, Record<string, string>> = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    const versions = Object.entries({ ...manifest['dependencies'], ...manifest['devDependencies'] });
    expect(versions.length).toBeGreaterThan(20);
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/u.test(version))).toEqual([]);
  });
});
