import '../styles.css';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { useCallback, useState } from 'react';
import type { App } from '../../state/explain/app.ts';
import { AppProvider } from './AppContext.tsx';
import { DropOverlay } from './drop/DropOverlay.tsx';
import { EmbeddedPage } from './embed/EmbeddedPage.tsx';
import { HelpDialog } from './help/HelpDialog.tsx';
import styles from './Interface.module.css';
import { useShortcuts } from './keyboard/useShortcuts.ts';
import { PresenterProvider } from './present/PresenterContext.tsx';
import { useSaveDialog } from './save/useSaveDialog.tsx';
import { Announcer } from './status/Announcer.tsx';
import { ErrorBoundary } from './status/ErrorBoundary.tsx';
import { TopBar } from './topBar/TopBar.tsx';
import { Workbench } from './workbench/Workbench.tsx';

/**
 * The whole screen, or what of it goes into a frame in another page. Everything it shows comes from `app`, everything it
 * asks for goes through its actions.
 */
export function Interface({ app, embedded }: { app: App; embedded: boolean }) {
  return (
    <ErrorBoundary>
      <CSPProvider disableStyleElements>
        <Tooltip.Provider delay={500}>
          <AppProvider app={app}>
            <PresenterProvider>{embedded ? <EmbeddedPage /> : <Page />}</PresenterProvider>
          </AppProvider>
        </Tooltip.Provider>
      </CSPProvider>
    </ErrorBoundary>
  );
}

function Page() {
  const [helpOpen, setHelpOpen] = useState(false);
  const openHelp = useCallback(() => setHelpOpen(true), []);
  const { openSave, saveDialog } = useSaveDialog();
  useShortcuts(openHelp, openSave);
  return (
    <div className={styles.page}>
      <TopBar onHelp={openHelp} onSave={openSave} />
      <Workbench />
      <DropOverlay />
      <Announcer />
      <HelpDialog open={helpOpen} onOpenChange={setHelpOpen} />
      {saveDialog}
    </div>
  );
}
