import { CircleHelp, Download, FolderOpen, ImagePlus } from 'lucide-react';
import buttons from '../../controls/Button.module.css';
import { IconButton } from '../../controls/IconButton.tsx';
import { HeaderBar } from '../../frame/HeaderBar.tsx';
import { ThemeButton } from '../../frame/ThemeButton.tsx';
import { CameraButton } from '../live/CameraButton.tsx';
import { ShareButton } from '../share/ShareButton.tsx';
import { OpenButton } from './OpenButton.tsx';
import { RunsWhere } from './RunsWhere.tsx';
import { SamplesButton } from './SamplesButton.tsx';
import styles from './TopBar.module.css';

/** Name, ways in, what runs where, sharing, saving, help and theme. */
export function TopBar({ onHelp, onSave }: { onHelp: () => void; onSave: () => void }) {
  return (
    <HeaderBar>
      <OpenButton label="Open photos">
        <FolderOpen size={16} strokeWidth={1.75} aria-hidden className={styles.onWide} />
        <ImagePlus size={18} strokeWidth={1.75} aria-hidden className={styles.onNarrow} />
        <span className={styles.onWide}>Open…</span>
      </OpenButton>
      <span className={styles.onRoom}>
        <CameraButton />
      </span>
      <SamplesButton />
      <span className={styles.space} />
      <RunsWhere />
      <ShareButton />
      <button type="button" className={buttons.button} aria-label="Save" onClick={onSave}>
        <Download size={16} strokeWidth={1.75} aria-hidden />
        <span className={styles.onWide}>Save</span>
      </button>
      <IconButton icon={CircleHelp} label="Keys and help" shortcut="?" onClick={onHelp} />
      <span className={styles.onRoomy}>
        <ThemeButton />
      </span>
    </HeaderBar>
  );
}
