/**
 * Which folder of src/ may import which: the one table behind the lint rule (which tells while one types)
 * and test/architecture.test.ts (which reads every file). docs/architecture.md gives the reasons.
 */

/**
 * For each folder, the folders it may import besides itself. `engine/api` and `render/api` stand for that
 * one file of types: a contract may be known where its implementation may not.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const mayImport = {
  lib: [],
  offline: [],
  image: ['lib'],
  model: ['lib', 'image'],
  cam: ['lib', 'image', 'model'],
  measure: ['lib', 'image', 'model', 'cam'],
  train: ['lib', 'image', 'model', 'measure'],
  engine: ['lib', 'image', 'model', 'cam'],
  worker: ['lib', 'image', 'model', 'train', 'engine'],
  render: ['lib', 'image', 'model', 'cam'],
  state: ['lib', 'image', 'model', 'cam', 'measure', 'train', 'engine/api', 'render/api'],
  intake: ['lib', 'image', 'state'],
  save: ['lib', 'image', 'model', 'cam', 'measure', 'engine/api', 'render', 'state'],
  ui: ['lib', 'image', 'model', 'cam', 'measure', 'engine/api', 'render', 'state', 'intake', 'save'],
  app: [
    'lib',
    'offline',
    'image',
    'model',
    'cam',
    'engine/api',
    'worker',
    'render',
    'state',
    'intake',
    'save',
    'ui',
  ],
};

/** Folders of plain computation: they must run in Node and in a worker, so they know no page. */
export const pageFreeFolders = ['lib', 'model', 'cam', 'measure', 'train', 'engine'];

/**
 * Whether a file may import another.
 * @param {string} importer Path below src/, with forward slashes.
 * @param {string} imported The same.
 * @returns {boolean}
 */
export function isImportAllowed(importer, imported) {
  const from = importer.split('/')[0] ?? '';
  const to = imported.split('/')[0] ?? '';
  // Files directly in src/ are the program's entry, which starts `app` and nothing else.
  if (!importer.includes('/')) return to === 'app';
  if (from === to) return true;
  const allowed = mayImport[from] ?? [];
  return allowed.includes(to) || allowed.some((contract) => imported === `${contract}.ts`);
}

/**
 * The same rule for one folder as a pattern of forbidden relative imports.
 * @param {string} folder
 * @returns {string} Source of a regular expression.
 */
export function forbiddenImports(folder) {
  const allowed = [folder, ...(mayImport[folder] ?? [])].map((name) =>
    name.includes('/') ? `${name}\\.ts$` : `${name}/`,
  );
  return `^(\\.\\./)+(?!${['\\.\\./', ...allowed].join('|')})(${Object.keys(mayImport).join('|')})/`;
}
