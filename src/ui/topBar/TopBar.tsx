import { CircleHelp, FolderOpen, ImagePlus } from 'lucide-react';
import { useRef } from 'react';
import { useApp } from '../AppContext.tsx';
import buttons from '../controls/Button.module.css';
import { IconButton } from '../controls/IconButton.tsx';
import { RunsWhere } from './RunsWhere.tsx';
import { SamplesButton } from './SamplesButton.tsx';
import { ThemeButton } from './ThemeButton.tsx';
import styles from './TopBar.module.css';
import { Wordmark } from './Wordmark.tsx';

/** Name, ways in, what runs where, help and theme. */
export function TopBar({ onHelp }: { onHelp: () => void }) {
  return (
    <header className={styles.bar}>
      <Wordmark />
      <OpenButton />
      <SamplesButton />
      <span className={styles.space} />
      <RunsWhere />
      <IconButton icon={CircleHelp} label="Keys and help" shortcut="?" onClick={onHelp} />
      <ThemeButton />
    </header>
  );
}

function OpenButton() {
  const { actions } = useApp();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={buttons.primary}
        aria-label="Open photos"
        onClick={() => input.current?.click()}
      >
        <FolderOpen size={16} strokeWidth={1.75} aria-hidden className={styles.onWide} />
        <ImagePlus size={18} strokeWidth={1.75} aria-hidden className={styles.onNarrow} />
        <span className={styles.onWide}>Open…</span>
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label="Photos to explain"
        onChange={(event) => {
          const files = Array.from(event.target.files ?? []);
          actions.addPictures(files.map((file) => ({ name: file.name, blob: file, origin: 'pick' })));
          // The same file may be picked again after it was removed.
          event.target.value = '';
        }}
      />
    </>
  );
}
