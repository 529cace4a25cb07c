import { Pause, Play } from 'lucide-react';
import buttons from '../../controls/Button.module.css';
import hidden from '../../controls/Hidden.module.css';
import meter from '../../controls/Meter.module.css';
import { useDataSet, useDataSetState } from '../DataSetContext.tsx';
import { FailureWords } from '../FailureWords.tsx';
import styles from './RunBar.module.css';
import { progressWords } from './runWords.ts';
import { useWaiting } from './useWaiting.ts';

const idle = { kind: 'idle' } as const;

/** The set's name, how far its run is, and the button that starts or pauses it. */
export function RunBar() {
  const dataSet = useDataSet();
  const run = useDataSetState(({ phase }) => (phase.kind === 'open' ? phase.run : idle));
  const name = useDataSetState((state) => state.name);
  const counts = useDataSetState((state) => state.counts);
  const waiting = useWaiting();
  const isRunning = run.kind === 'running' || run.kind === 'waitingForModel';
  const Icon = isRunning ? Pause : Play;
  return (
    <div className={styles.bar}>
      <div className={styles.line}>
        <h2 className={styles.name}>{name}</h2>
        <p className={styles.progress}>{progressWords(counts, run, waiting)}</p>
        {(isRunning || waiting > 0) && (
          <button
            type="button"
            className={isRunning ? buttons.button : buttons.primary}
            onClick={() => (isRunning ? dataSet.pause() : void dataSet.start())}
          >
            <Icon size={16} strokeWidth={1.75} aria-hidden />
            <span>{isRunning ? 'Pause' : run.kind === 'idle' ? 'Start' : 'Go on'}</span>
          </button>
        )}
      </div>
      {waiting > 0 && (
        <progress
          className={`${meter.meter} ${styles.meter}`}
          aria-label="Pictures answered"
          max={counts.pictures}
          value={counts.pictures - waiting}
        />
      )}
      {/* A running count would drown everything else a screen reader has to say. */}
      <p role="status" className={hidden.hidden}>
        {isRunning ? 'The run has started.' : progressWords(counts, run, waiting)}
      </p>
      {run.kind === 'failed' && <FailureWords failure={run.failure} />}
    </div>
  );
}
