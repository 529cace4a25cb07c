import { normaliseName, pathSegments } from './normaliseName.ts';

export type Split = 'train' | 'validation' | 'test';

const names: Readonly<Record<string, Split>> = {
  train: 'train',
  training: 'train',
  'training set': 'train',
  'train set': 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  'validation set': 'validation',
  'val set': 'validation',
  dev: 'validation',
  test: 'test',
  tests: 'test',
  testing: 'test',
  'test set': 'test',
  'testing set': 'test',
};

/** The split that a folder on the path is called after, the deepest; null where none is. */
export function splitOf(path: string): Split | null {
  const folders = pathSegments(path).slice(0, -1);
  return folders.map(splitNamed).findLast((split) => split !== null) ?? null;
}

/** The split of that name: `test1`, `training_set` and `valid` are some. */
export function splitNamed(name: string): Split | null {
  return names[normaliseName(name)] ?? null;
}
