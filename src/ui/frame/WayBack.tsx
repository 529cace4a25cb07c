import { ArrowLeft } from 'lucide-react';
import { useStore } from 'zustand';
import buttons from '../controls/Button.module.css';
import { useFrame } from './FrameContext.tsx';

/** The way back to the workspace that sent the user here; nothing where none did. */
export function WayBack() {
  const { entries, workspaces } = useFrame();
  const returnTo = useStore(workspaces.store, (state) => state.returnTo);
  const entry = entries.find(({ id }) => id === returnTo);
  if (!entry) return null;
  return (
    <button type="button" className={buttons.button} onClick={() => workspaces.goBack()}>
      <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
      <span>{entry.wayBack}</span>
    </button>
  );
}
