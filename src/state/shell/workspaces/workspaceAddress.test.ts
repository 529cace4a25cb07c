import { expect, test } from 'vitest';
import { workspaceFragment, workspaceOf } from './workspaceAddress.ts';

const known = ['explain', 'dataset'];

test('a workspace is read from the fragment that it was written to', () => {
  expect(workspaceOf(`#${workspaceFragment('dataset')}`, known)).toBe('dataset');
});

test.each(['', '#', '#layer=block_4_expand&method=layerCam', '#w=', '#w=elsewhere', '#%w=%'])(
  'the fragment "%s" means the first workspace',
  (fragment) => {
    expect(workspaceOf(fragment, known)).toBe('explain');
  },
);
