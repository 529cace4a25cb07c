import { expect, test } from 'vitest';
import { createWorkspaces } from './workspaces.ts';

test('a visit offers the way back, and going there directly does not', () => {
  const workspaces = createWorkspaces(['explain', 'dataset']);
  workspaces.show('dataset');
  expect(workspaces.store.getState()).toEqual({ current: 'dataset', returnTo: null });
  workspaces.visit('explain');
  expect(workspaces.store.getState()).toEqual({ current: 'explain', returnTo: 'dataset' });
  workspaces.goBack();
  expect(workspaces.store.getState()).toEqual({ current: 'dataset', returnTo: null });
});

test('a workspace that does not exist is not shown', () => {
  const workspaces = createWorkspaces(['explain', 'dataset'], 'dataset');
  workspaces.show('elsewhere');
  workspaces.visit('elsewhere');
  expect(workspaces.store.getState()).toEqual({ current: 'dataset', returnTo: null });
});
