import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Workspaces } from '../../state/shell/workspaces/workspaces.ts';
import type { WorkspaceEntry } from './workspaceEntry.ts';

export interface FrameContents {
  readonly workspaces: Workspaces;
  readonly entries: readonly WorkspaceEntry[];
}

export const FrameContext = createContext<FrameContents | null>(null);

export function useFrame(): FrameContents {
  const frame = useContext(FrameContext);
  if (frame === null) throw new Error('useFrame needs a Frame above it');
  return frame;
}

/** The name of the workspace on the screen. */
export function useCurrentWorkspace(): string {
  return useStore(useFrame().workspaces.store, ({ current }) => current);
}
