import { RefreshCw, X } from 'lucide-react';
import { isWorking } from '../../state/working.ts';
import { useApp, useAppState, useInstallation } from '../AppContext.tsx';
import buttons from '../controls/Button.module.css';
import { IconButton } from '../controls/IconButton.tsx';
import styles from './Notices.module.css';

/** Says that a newer version is ready, and loads it when asked; never while something is being computed. */
export function UpdateNotice() {
  const { installation } = useApp();
  const update = useInstallation((state) => state.update);
  const working = useAppState(isWorking);
  const hasOwnPictures = useAppState(({ pictures }) => pictures.some(({ origin }) => origin !== 'sample'));
  if (update === null) return null;
  return (
    <li className={styles.notice} data-kind="info">
      <RefreshCw size={18} strokeWidth={1.75} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <p>
          A new version is ready.
          {hasOwnPictures && ' Reloading closes the photos that you opened.'}
        </p>
      </div>
      <button type="button" className={buttons.quiet} disabled={working} onClick={update}>
        Reload
      </button>
      <IconButton icon={X} label="Dismiss" onClick={() => installation.setState({ update: null })} />
    </li>
  );
}
