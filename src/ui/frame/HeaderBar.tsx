import type { ReactNode } from 'react';
import styles from './HeaderBar.module.css';
import { WayBack } from './WayBack.tsx';
import { Wordmark } from './Wordmark.tsx';
import { WorkspaceTabs } from './WorkspaceTabs.tsx';

/** The head of every workspace: the name, the tabs, the way back, and what the workspace puts beside them. */
export function HeaderBar({ children }: { children?: ReactNode }) {
  return (
    <header className={styles.bar}>
      <Wordmark />
      <div className={styles.ways}>
        <WorkspaceTabs />
        <WayBack />
      </div>
      <div className={styles.actions}>{children}</div>
    </header>
  );
}
