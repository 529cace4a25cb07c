import type { ClassMatrix } from '../../../measure/classification/classMatrix.ts';
import type { Selection } from '../../../state/dataset/rows/selection.ts';
import { formatCount } from '../../words/format.ts';
import { useDataSet, useDataSetState } from '../DataSetContext.tsx';
import { selectionTitle } from '../gallery/galleryWords.ts';
import styles from './Matrix.module.css';

/** Labels against answers. Each cell, row and column is a button that makes the gallery show those pictures. */
export function Matrix({ matrix, classes }: { matrix: ClassMatrix; classes: readonly string[] }) {
  const { classCount, counts } = matrix;
  const all = classes.map((_, index) => index);
  const countOf = (label: number | null, answer: number | null) => {
    let sum = 0;
    counts.forEach((count, cell) => {
      const isRow = label === null || Math.floor(cell / classCount) === label;
      if (isRow && (answer === null || cell % classCount === answer)) sum += count;
    });
    return sum;
  };
  const cell = (label: number | null, answer: number | null) => (
    <CellButton label={label} answer={answer} count={countOf(label, answer)} classes={classes} />
  );
  return (
    <div className={styles.scroller}>
      <table className={styles.matrix}>
        <caption className={styles.caption}>Labels and answers. Press a number to see its pictures.</caption>
        <thead>
          <tr>
            <td />
            {all.map((answer) => (
              <th key={answer} scope="col">{`called ${classes[answer]}`}</th>
            ))}
            <th scope="col">all</th>
          </tr>
        </thead>
        <tbody>
          {all.map((label) => (
            <tr key={label}>
              <th scope="row">{`labelled ${classes[label]}`}</th>
              {all.map((answer) => (
                <td key={answer} data-right={answer === label || undefined}>
                  {cell(label, answer)}
                </td>
              ))}
              <td>{cell(label, null)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">all</th>
            {all.map((answer) => (
              <td key={answer}>{cell(null, answer)}</td>
            ))}
            <td>{cell(null, null)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function CellButton({
  label,
  answer,
  count,
  classes,
}: {
  label: number | null;
  answer: number | null;
  count: number;
  classes: readonly string[];
}) {
  const dataSet = useDataSet();
  const isChosen = useDataSetState(({ selection }) => isCell(selection, label, answer));
  const selection: Selection = { kind: 'cell', label, answer };
  return (
    <button
      type="button"
      className={styles.cell}
      aria-pressed={isChosen}
      aria-label={`${formatCount(count, 'picture')}: ${selectionTitle(selection, classes)}`}
      data-empty={count === 0 || undefined}
      onClick={() => dataSet.select(isChosen ? { kind: 'all' } : selection)}
    >
      {count}
    </button>
  );
}

function isCell(selection: Selection, label: number | null, answer: number | null): boolean {
  return selection.kind === 'cell' && selection.label === label && selection.answer === answer;
}
