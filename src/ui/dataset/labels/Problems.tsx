import { Disclosure } from '../../controls/Disclosure.tsx';
import { formatCount } from '../../words/format.ts';
import { useAnswer, useDataSet, useDataSetState } from '../DataSetContext.tsx';
import { problemReason } from './labelWords.ts';
import styles from './Problems.module.css';

const mostShown = 200;

/** Files without an answer, each with its reason. Nothing is shown where there are none. */
export function Problems() {
  const dataSet = useDataSet();
  const unreadable = useDataSetState(({ counts }) => counts.unreadable);
  const leftOut = useDataSetState(({ counts }) => counts.leftOut);
  // Read when the counts change: the list is made anew each time.
  const count = useAnswer((set) => set.problems().length);
  if (count === 0) return null;
  const problems = dataSet.problems();
  const title = [
    unreadable > 0 && `${formatCount(unreadable, 'file')} could not be read`,
    leftOut > 0 && `${formatCount(leftOut, 'file')} left out`,
  ]
    .filter((part) => part !== false)
    .join(', ');
  return (
    <Disclosure title={title}>
      <ul className={styles.list}>
        {problems.slice(0, mostShown).map((problem) => (
          <li key={problem.path} className={styles.line}>
            <span className={styles.path}>{problem.path}</span>
            <span className={styles.reason}>{problemReason(problem)}</span>
          </li>
        ))}
      </ul>
      {problems.length > mostShown && (
        <p className={styles.reason}>{`and ${problems.length - mostShown} more`}</p>
      )}
    </Disclosure>
  );
}
