import { useCallback, useEffect, useState } from 'react';
import type { App } from '../../state/explain/app.ts';
import { AppProvider, useApp } from './AppContext.tsx';
import { DropOverlay } from './drop/DropOverlay.tsx';
import styles from './ExplainScreen.module.css';
import { EmbeddedPage } from './embed/EmbeddedPage.tsx';
import { HelpDialog } from './help/HelpDialog.tsx';
import { useShortcuts } from './keyboard/useShortcuts.ts';
import { PresenterProvider } from './present/PresenterContext.tsx';
import { useSaveDialog } from './save/useSaveDialog.tsx';
import { Announcer } from './status/Announcer.tsx';
import { TopBar } from './topBar/TopBar.tsx';
import { Workbench } from './workbench/Workbench.tsx';

/**
 * The workspace that explains one picture, or what of it goes into a frame in another page. Everything it shows comes
 * from `app`, everything it asks for goes through its actions.
 */
export function ExplainScreen({ app, embedded }: { app: App; embedded: boolean }) {
  return (
    <AppProvider app={app}>
      <PresenterProvider>{embedded ? <EmbeddedPage /> : <Page />}</PresenterProvider>
    </AppProvider>
  );
}

function Page() {
  const { actions } = useApp();
  // In another workspace nothing should go on playing unseen.
  useEffect(() => actions.pause, [actions]);
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
