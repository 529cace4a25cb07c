import { Pause, Play, Plus, SwitchCamera, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CameraWish } from '../../../intake/camera.ts';
import type { FailureData } from '../../../lib/failure.ts';
import buttons from '../../controls/Button.module.css';
import { IconButton } from '../../controls/IconButton.tsx';
import { failureMessage } from '../../words/failureMessages.ts';
import { formatRate } from '../../words/format.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import styles from './LiveBar.module.css';
import { pageCamera } from './pageCamera.ts';

/** While a camera or a video is explained: what it is, how fast it goes, and what can be done. */
export function LiveBar() {
  const phase = useAppState(({ sequence }) => sequence.phase);
  const failure = useAppState(({ sequence }) => (sequence.phase === 'failed' ? sequence.failure : null));
  if (phase === 'off') return null;
  if (failure !== null) return <FailedBar failure={failure} />;
  return phase === 'starting' ? <StartingBar /> : <FramesBar isRunning={phase === 'running'} />;
}

function StartingBar() {
  const title = useAppState(({ sequence }) => (sequence.phase === 'off' ? '' : sequence.title));
  const isCamera = useAppState(({ sequence }) => sequence.phase !== 'off' && sequence.kind === 'camera');
  return (
    <section className={styles.bar} aria-label={title}>
      <p className={styles.words} role="status">
        <span className={styles.name}>{title}</span>
        <span className={styles.facts}>
          {isCamera ? 'starting; your browser may ask. Nothing leaves this computer.' : 'being opened…'}
        </span>
      </p>
      <LeaveButton label="Cancel" />
    </section>
  );
}

function FramesBar({ isRunning }: { isRunning: boolean }) {
  const { actions } = useApp();
  const title = useAppState(({ sequence }) => (sequence.phase === 'off' ? '' : sequence.title));
  const isCamera = useAppState(({ sequence }) => sequence.phase !== 'off' && sequence.kind === 'camera');
  const rate = useAppState(({ sequence }) =>
    sequence.phase === 'running' ? sequence.framesPerSecond : null,
  );
  const Icon = isRunning ? Pause : Play;
  const label = isRunning ? 'Pause' : 'Resume';
  return (
    <section className={styles.bar} aria-label={title}>
      <p className={styles.words}>
        <span className={styles.dot} data-running={isRunning} aria-hidden />
        <bdi className={styles.name}>{title}</bdi>
        <span className={styles.facts}>
          <span>{isRunning ? 'live' : 'paused'}</span>
          {!isRunning && <span className={styles.onWide}>: every method and test works on this frame</span>}
          {rate !== null && <span translate="no">{` · ${formatRate(rate)} explained`}</span>}
        </span>
      </p>
      <span className={styles.tools}>
        <button
          type="button"
          className={buttons.button}
          aria-label={label}
          aria-keyshortcuts="Space"
          onClick={() => (isRunning ? actions.pauseSequence() : actions.resumeSequence())}
        >
          <Icon size={16} strokeWidth={1.75} aria-hidden />
          <span className={styles.onWide}>{label}</span>
        </button>
        <button
          type="button"
          className={buttons.button}
          aria-label="Keep this frame"
          aria-keyshortcuts="K"
          onClick={() => actions.keepFrame()}
        >
          <Plus size={16} strokeWidth={1.75} aria-hidden />
          <span className={styles.onWide}>Keep</span>
        </button>
        {isCamera && <OtherCameraButton />}
        <LeaveButton label={`Leave ${isCamera ? 'the camera' : 'the video'}`} />
      </span>
    </section>
  );
}

/** Is there where the device has several cameras: to the other side, or to the next one. */
function OtherCameraButton() {
  const { actions } = useApp();
  const [other, setOther] = useState<CameraWish | null>(null);
  useEffect(() => {
    let isWanted = true;
    void pageCamera.other().then((wish) => {
      if (isWanted) setOther(wish);
    });
    return () => {
      isWanted = false;
    };
  }, []);
  if (other === null) return null;
  return (
    <IconButton
      icon={SwitchCamera}
      label="Another camera"
      onClick={() => actions.openSequence(pageCamera.opener(other))}
    />
  );
}

function FailedBar({ failure }: { failure: FailureData }) {
  const { actions } = useApp();
  const { title, sentence, nextStep } = failureMessage(failure);
  return (
    <section className={styles.bar} aria-label={title}>
      <div className={styles.problem} role="alert">
        <p className={styles.name}>{title}</p>
        <p>{`${sentence} ${nextStep}`}</p>
      </div>
      <span className={styles.tools}>
        <button type="button" className={buttons.button} onClick={() => actions.resumeSequence()}>
          Try again
        </button>
        <LeaveButton label="Close" />
      </span>
    </section>
  );
}

function LeaveButton({ label }: { label: string }) {
  const { actions } = useApp();
  return <IconButton icon={X} label={label} shortcut="Esc" onClick={() => actions.leaveSequence()} />;
}
