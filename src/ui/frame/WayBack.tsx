import { ArrowLeft } from 'lucide-react';
import { useStore } from 'zustand';
import buttons from '../controls/Button.module.css';
import { useFrame } from './FrameContext.tsx';
import styles from './WayBack.module.css';

/** The way back to the workspace that sent the user here; nothing where none did. */
export function WayBack() {
  const { entries, workspaces } = useFrame();
  const returnTo = useStore(workspaces.store, (state) => state.returnTo);
  const entry = entries.find(({ id }) => id === returnTo);
  if (!entry) return null;
  return (
    <button
      type="button"
      className={buttons.button}
      aria-label={entry.wayBack}
      onClick={() => workspaces.goBack()}
    >
      <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
      <span className={styles.short}>Back</span>
      <span className={styles.long}>{entry.wayBack}</span>
    </button>
  );
}
