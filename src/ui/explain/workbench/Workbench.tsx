import { useMediaQuery } from '../../useMediaQuery.ts';
import { useAppState } from '../AppContext.tsx';
import { Welcome } from '../intro/Welcome.tsx';
import { LiveBar } from '../live/LiveBar.tsx';
import { BrushBar } from '../mask/BrushBar.tsx';
import { PredictionLine } from '../prediction/PredictionLine.tsx';
import { Scrubber } from '../scrubber/Scrubber.tsx';
import { Stages } from '../stage/Stages.tsx';
import { Notices } from '../status/Notices.tsx';
import { RunBar } from '../status/RunBar.tsx';
import { CrateNote } from '../stress/CrateNote.tsx';
import { Tray } from '../tray/Tray.tsx';
import { VideoTimelinePanel } from '../video/VideoTimeline.tsx';
import { SideDrawer, SidePanel } from './SidePanel.tsx';
import styles from './Workbench.module.css';

/** Tray, stages, scrubber and side panel in the room that the window gives. */
export function Workbench() {
  const isLive = useAppState(({ sequence }) => sequence.phase !== 'off');
  const wide = useMediaQuery('(min-width: 1100px)');
  return (
    <main className={styles.workbench}>
      <Welcome />
      <div className={styles.columns}>
        <Tray />
        <div className={styles.centre}>
          <div className={styles.views}>
            {wide ? (
              <RunBar>{isLive && <LiveBar />}</RunBar>
            ) : (
              <div className={styles.summary}>
                <PredictionLine />
                <RunBar />
                <SideDrawer />
              </div>
            )}
            {!wide && <LiveBar />}
            <CrateNote />
            <Stages />
            {!wide && <BrushBar />}
            <Notices />
          </div>
          <VideoTimelinePanel />
          <Scrubber />
        </div>
        {wide && <SidePanel />}
      </div>
    </main>
  );
}
