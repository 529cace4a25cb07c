import { Hidden } from '../../controls/Hidden.tsx';
import { formatProbability } from '../../words/format.ts';
import { useAppState } from '../AppContext.tsx';
import { usePrediction } from '../prediction/usePrediction.ts';
import styles from './Stress.module.css';

/** Each class's probability without the crate and behind it. */
export function BeforeAndNow() {
  const { prediction, labels } = usePrediction();
  const uncrated = useAppState((state) => state.uncrated);
  return (
    <ul className={styles.changes} aria-label="Without the crate, then behind it">
      {labels.map((label, index) => (
        <Change
          key={label}
          label={label}
          before={uncrated?.probabilities[index] ?? null}
          now={prediction?.probabilities[index] ?? null}
        />
      ))}
    </ul>
  );
}

interface ChangeProps {
  readonly label: string;
  readonly before: number | null;
  readonly now: number | null;
}

function Change({ label, before, now }: ChangeProps) {
  return (
    <li className={styles.change}>
      <span>{label}</span>
      <span className={styles.changeTrack}>
        <span className={styles.changeNow} style={{ '--share': now ?? 0 }} />
        {before !== null && <span className={styles.changeBefore} style={{ '--share': before }} />}
      </span>
      <span className={styles.changeWords}>
        <span>{before === null ? '–' : formatProbability(before)}</span>
        <span aria-hidden> → </span>
        <Hidden> to </Hidden>
        <strong>{now === null ? '–' : formatProbability(now)}</strong>
      </span>
    </li>
  );
}
