/**
 * Which room of src/ may import which. ESLint reads this table while one types (scripts/lint/importDirection.mjs), and
 * test/architecture.test.ts reads it for every file. docs/architecture.md gives the reasons.
 *
 * A room is a folder of src/ or a folder within one: the longest key that a path begins with is its room. The files of
 * a room may import each other.
 */

/** What computes without a page, and the contracts of what does not. */
const numbersAndContracts = ['lib', 'image', 'model', 'cam', 'measure', 'engine/api', 'render/api'];

/**
 * For each room, the rooms it may import besides itself; naming a folder allows the rooms within it. `engine/api` and
 * `render/api` stand for files of types: a contract may be known where its implementation may not.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const mayImport = {
  lib: [],
  offline: [],
  image: ['lib'],
  model: ['lib', 'image'],
  cam: ['lib', 'image', 'model'],
  measure: ['lib', 'image', 'model', 'cam'],
  dataset: ['lib', 'image', 'model', 'cam', 'measure'],
  train: ['lib', 'image', 'model', 'measure'],
  engine: ['lib', 'image', 'model', 'cam'],
  worker: ['lib', 'image', 'model', 'train', 'engine'],
  render: ['lib', 'image', 'model', 'cam'],
  // The shell is what all workspaces share; a workspace knows the shell and never another workspace.
  'state/shell': numbersAndContracts,
  'state/explain': [...numbersAndContracts, 'state/shell'],
  'state/dataset': [...numbersAndContracts, 'dataset', 'state/shell'],
  'state/workshop': [...numbersAndContracts, 'train', 'state/shell'],
  content: ['image', 'model', 'state/explain'],
  intake: ['lib', 'image', 'state'],
  save: ['lib', 'image', 'model', 'cam', 'measure', 'engine/api', 'render', 'state/shell', 'state/explain'],
  'ui/controls': ['lib'],
  'ui/words': [...numbersAndContracts, 'save', 'state'],
  ui: ['lib'],
  'ui/frame': ['lib', 'state/shell', 'ui/controls', 'ui'],
  'ui/explain': [
    ...numbersAndContracts,
    'render',
    'content',
    'state/shell',
    'state/explain',
    'intake',
    'save',
    'ui/controls',
    'ui/words',
    'ui/frame',
    'ui',
  ],
  'ui/dataset': [
    ...numbersAndContracts,
    'dataset',
    'state/shell',
    'state/dataset',
    'intake',
    'ui/controls',
    'ui/words',
    'ui/frame',
    'ui',
  ],
  app: [
    'lib',
    'offline',
    'image',
    'model',
    'cam',
    'train',
    'measure',
    'engine/api',
    'worker',
    'render',
    'content',
    'state',
    'intake',
    'save',
    'ui',
  ],
};

/** Folders of plain computation: they must run in Node and in a worker, so they know no page. */
export const pageFreeFolders = ['lib', 'model', 'cam', 'measure', 'dataset', 'train', 'engine'];

/**
 * The room that a file belongs to.
 * @param {string} path Path below src/, with forward slashes.
 * @returns {string | null} A key of the table, or null for a file that is in none.
 */
export function roomOf(path) {
  const folders = path.split('/').slice(0, -1);
  for (let depth = folders.length; depth > 0; depth -= 1) {
    const room = folders.slice(0, depth).join('/');
    if (room in mayImport) return room;
  }
  return null;
}

/**
 * Whether a file may import another.
 * @param {string} importer Path below src/, with forward slashes.
 * @param {string} imported The same.
 * @returns {boolean}
 */
export function isImportAllowed(importer, imported) {
  // Files directly in src/ are the program's entry, which starts `app` and nothing else.
  if (!importer.includes('/')) return imported.startsWith('app/');
  const from = roomOf(importer);
  if (from === null) return false;
  const to = roomOf(imported);
  if (from === to) return true;
  return (mayImport[from] ?? []).some(
    (allowed) => to === allowed || imported === `${allowed}.ts` || imported.startsWith(`${allowed}/`),
  );
}
