import buttons from '../../controls/Button.module.css';
import meter from '../../controls/Meter.module.css';
import { useDataSet, useDataSetState } from '../DataSetContext.tsx';
import screen from '../DataSetScreen.module.css';

/** Computes the intervals that have no formula, on demand: they are those of the present threshold and pictures. */
export function IntervalButton() {
  const dataSet = useDataSet();
  const intervals = useDataSetState((state) => state.intervals);
  const isRunning = useDataSetState(
    ({ phase }) =>
      phase.kind === 'open' && (phase.run.kind === 'running' || phase.run.kind === 'waitingForModel'),
  );
  if (isRunning) return null;
  switch (intervals.kind) {
    case 'none':
      return (
        <button type="button" className={buttons.button} onClick={() => void dataSet.computeIntervals()}>
          Compute the other intervals
        </button>
      );
    case 'computing':
      return (
        <progress
          className={meter.meter}
          aria-label="Computing intervals"
          max={1}
          value={intervals.fraction}
        />
      );
    case 'done':
      return <p className={screen.small}>Intervals of F1, AUC and the like: 2,000 draws with replacement.</p>;
  }
}
