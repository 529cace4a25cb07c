import '../styles.css';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { Activity, Suspense, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Workspaces } from '../../state/shell/workspaces/workspaces.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import styles from './Frame.module.css';
import { FrameContext } from './FrameContext.tsx';
import { HeaderBar } from './HeaderBar.tsx';
import type { WorkspaceEntry } from './workspaceEntry.ts';

/**
 * What all workspaces share on the screen: it shows the current one and keeps those that were opened before, hidden and
 * without their effects, so that coming back finds everything where it was. A workspace that cannot be drawn leaves the
 * others alone.
 */
export function Frame({
  workspaces,
  entries,
}: {
  workspaces: Workspaces;
  entries: readonly WorkspaceEntry[];
}) {
  const current = useStore(workspaces.store, (state) => state.current);
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set([current]));
  if (!opened.has(current)) setOpened(new Set([...opened, current]));
  const frame = useMemo(() => ({ workspaces, entries }), [workspaces, entries]);
  return (
    <ErrorBoundary>
      <CSPProvider disableStyleElements>
        <Tooltip.Provider delay={500}>
          <FrameContext value={frame}>
            {entries
              .filter(({ id }) => opened.has(id))
              .map(({ id, screen }) => (
                <Activity key={id} mode={id === current ? 'visible' : 'hidden'}>
                  <ErrorBoundary>
                    <Suspense fallback={<Opening />}>{screen}</Suspense>
                  </ErrorBoundary>
                </Activity>
              ))}
          </FrameContext>
        </Tooltip.Provider>
      </CSPProvider>
    </ErrorBoundary>
  );
}

/** While the code of a workspace is on its way. */
function Opening() {
  return (
    <div className={styles.page}>
      <HeaderBar />
      <main className={styles.opening} aria-busy="true">
        <p role="status">Opening…</p>
      </main>
    </div>
  );
}
