import type { ConfusedPair } from '../../../measure/classification/classMatrix.ts';
import { formatCount } from '../../words/format.ts';
import { useDataSet, useDataSetState } from '../DataSetContext.tsx';
import { selectionTitle } from '../gallery/galleryWords.ts';
import styles from './Numbers.module.css';

/** Of many classes, what is confused most, as buttons for the gallery. */
export function ConfusedPairs({
  pairs,
  classes,
}: {
  pairs: readonly ConfusedPair[];
  classes: readonly string[];
}) {
  const dataSet = useDataSet();
  const selection = useDataSetState((state) => state.selection);
  return (
    <div>
      <h3 className={styles.heading}>Most confused</h3>
      {pairs.length === 0 && <p>Nothing so far.</p>}
      <ul>
        {pairs.map(({ label, answer, count }) => {
          const pair = { kind: 'cell', label, answer } as const;
          const isChosen =
            selection.kind === 'cell' && selection.label === label && selection.answer === answer;
          return (
            <li key={`${label} ${answer}`}>
              <button
                type="button"
                className={styles.pair}
                aria-pressed={isChosen}
                onClick={() => dataSet.select(isChosen ? { kind: 'all' } : pair)}
              >
                {`${formatCount(count, 'picture')}: ${selectionTitle(pair, classes)}`}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
