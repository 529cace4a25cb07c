import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Every Markdown file of the project's own, by path from its root. */
const documents = [
  ...['README.md', 'CONTRIBUTING.md'],
  ...['docs', 'src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => join(folder, path)),
  ),
];

test('every file of src that a document names by its path is there', () => {
  const missing = documents.flatMap((document) =>
    [...readFileSync(join(root, document), 'utf8').matchAll(/`((?:[a-zA-Z]+\/)+[\w.]+\.tsx?)`/gu)]
      .map(([, path]) => path ?? '')
      .filter((path) => {
        const places = [root, join(root, 'src'), join(root, document, '..')];
        return !places.some((place) => existsSync(join(place, path)));
      })
      .map((path) => `${document}: ${path}`),
  );
  expect(documents.length).toBeGreaterThan(30);
  expect(missing).toEqual([]);
});

test('every relative link of a document leads to a file', () => {
  const dead = documents.flatMap((document) =>
    [
      ...readFileSync(join(root, document), 'utf8').matchAll(
        /\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/gu,
      ),
    ]
      .map(([, path]) => path ?? '')
      .filter((path) => !existsSync(join(root, document, '..', path)))
      .map((path) => `${document}: ${path}`),
  );
  expect(dead).toEqual([]);
});
