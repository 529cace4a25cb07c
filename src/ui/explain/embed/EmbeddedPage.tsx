import { ExternalLink } from 'lucide-react';
import { useCallback, useState } from 'react';
import { encodeLink } from '../../../state/explain/address/link.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { DropOverlay } from '../drop/DropOverlay.tsx';
import { HelpDialog } from '../help/HelpDialog.tsx';
import { useShortcuts } from '../keyboard/useShortcuts.ts';
import { PredictionLine } from '../prediction/PredictionLine.tsx';
import { LayerName } from '../scrubber/LayerName.tsx';
import { PlayButton } from '../scrubber/PlayButton.tsx';
import scrubber from '../scrubber/Scrubber.module.css';
import { Track } from '../scrubber/Track.tsx';
import { linkAddress } from '../share/addresses.ts';
import { Stages } from '../stage/Stages.tsx';
import { Announcer } from '../status/Announcer.tsx';
import { Notices } from '../status/Notices.tsx';
import { RunBar } from '../status/RunBar.tsx';
import { EmbeddedContext } from './EmbeddedContext.tsx';
import styles from './EmbeddedPage.module.css';

/** For a frame in another page: the views, the slider, the prediction, and the way to everything else. */
export function EmbeddedPage() {
  const [helpOpen, setHelpOpen] = useState(false);
  const openHelp = useCallback(() => setHelpOpen(true), []);
  useShortcuts(openHelp, saveNothing);
  return (
    <EmbeddedContext value={true}>
      <main className={styles.page} aria-label="StrataCAM">
        <div className={styles.line}>
          <PredictionLine />
          <div className={styles.doing}>
            <RunBar />
          </div>
          <OpenLink />
        </div>
        <div className={styles.views}>
          <Stages />
          <Notices />
        </div>
        <section className={`${scrubber.scrubber} ${styles.scrubber}`} aria-label="Layers">
          <div className={scrubber.head}>
            <PlayButton />
            <LayerName />
          </div>
          <Track />
        </section>
        <DropOverlay />
        <Announcer />
        <HelpDialog open={helpOpen} onOpenChange={setHelpOpen} />
      </main>
    </EmbeddedContext>
  );
}

/** The same view on the whole page, in a tab of its own. */
function OpenLink() {
  const { copyOf, marksOf } = useApp();
  const fragment = useAppState(({ view, currentPictureId: id }) =>
    id === null ? encodeLink(view, null) : encodeLink(view, copyOf(id), marksOf(id)),
  );
  return (
    <a href={linkAddress(location, fragment)} target="_blank" rel="noreferrer" className={styles.open}>
      <span>
        Open<span className={styles.onWide}> in StrataCAM</span>
      </span>
      <ExternalLink size={14} strokeWidth={1.75} aria-hidden />
    </a>
  );
}

/** Frames of other pages may not download. */
function saveNothing(): void {}
