import { RefreshCw, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { isWorking } from '../../../state/explain/working.ts';
import buttons from '../../controls/Button.module.css';
import { IconButton } from '../../controls/IconButton.tsx';
import { useApp, useAppState, useInstallation } from '../AppContext.tsx';
import { usePresenter } from '../present/PresenterContext.tsx';
import { lostByReload } from './lostByReload.ts';
import styles from './Notices.module.css';

/** Says that a newer version is ready, and loads it when asked; never while something is being computed. */
export function UpdateNotice() {
  const update = useInstallation((state) => state.update);
  return update === null ? null : <Offer onReload={update} />;
}

function Offer({ onReload }: { onReload: () => void }) {
  const { installation, marksOf } = useApp();
  const { maskTests } = usePresenter();
  const results = useSyncExternalStore(maskTests.results.subscribe, maskTests.results.get);
  const testing = useSyncExternalStore(maskTests.status.subscribe, maskTests.status.get).phase === 'running';
  const working = useAppState(isWorking);
  const hasTests = Object.keys(results).length > 0;
  const lost = useAppState((state) => enumeration.format(lostByReload(state, marksOf, hasTests)));
  return (
    <li className={styles.notice} data-kind="info">
      <RefreshCw size={18} strokeWidth={1.75} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <p>{`A new version is ready.${lost === '' ? '' : ` Reloading loses ${lost}.`}`}</p>
      </div>
      <button type="button" className={buttons.quiet} disabled={working || testing} onClick={onReload}>
        Reload
      </button>
      <IconButton icon={X} label="Dismiss" onClick={() => installation.setState({ update: null })} />
    </li>
  );
}

const enumeration = new Intl.ListFormat('en');
