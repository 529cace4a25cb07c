import type { SetNumbers } from '../../../state/dataset/rows/setNumbers.ts';
import { matrixAt } from '../../../state/dataset/rows/setNumbers.ts';
import { formatCount } from '../../words/format.ts';
import { useAnswer, useDataSet, useDataSetState } from '../DataSetContext.tsx';
import screen from '../DataSetScreen.module.css';
import { BinaryTable } from './BinaryTable.tsx';
import { ClassTable } from './ClassTable.tsx';
import { ConfusedPairs } from './ConfusedPairs.tsx';
import { Matrix } from './Matrix.tsx';
import { tooFewWords } from './numberWords.ts';
import { ThresholdSlider } from './ThresholdSlider.tsx';

/** A larger table cannot be read. */
const largestMatrix = 30;

/** What the model reaches on this set, and what speaks against believing it. */
export function Numbers() {
  const numbers = useAnswer((dataSet) => dataSet.numbers());
  if (!numbers || numbers.counted.pictures.length === 0) return <NothingCounted numbers={numbers} />;
  return <Counted numbers={numbers} />;
}

function Counted({ numbers }: { numbers: SetNumbers }) {
  const dataSet = useDataSet();
  const threshold = useDataSetState((state) => state.threshold);
  const classes = dataSet.classes();
  const matrix = matrixAt(numbers, threshold);
  const { classCount, counts } = matrix;
  const perLabel = classes.map((_, label) =>
    counts.subarray(label * classCount, (label + 1) * classCount).reduce((sum, count) => sum + count, 0),
  );
  const tooFew = tooFewWords(perLabel, classes);
  return (
    <>
      <p className={screen.small}>{sourceWords(numbers, dataSet.modelTitle())}</p>
      {tooFew !== null && <p className={screen.notice}>{tooFew}</p>}
      {numbers.kind === 'binary' && <ThresholdSlider positive={classes[1] ?? ''} />}
      {classCount <= largestMatrix ? (
        <Matrix matrix={matrix} classes={classes} />
      ) : (
        numbers.kind === 'classes' && <ConfusedPairs pairs={numbers.confused} classes={classes} />
      )}
      {numbers.kind === 'binary' ? <BinaryTable numbers={numbers} /> : <ClassTable numbers={numbers} />}
    </>
  );
}

function NothingCounted({ numbers }: { numbers: SetNumbers | null }) {
  const unlabelled = numbers?.counted.unlabelled ?? 0;
  return (
    <p className={screen.soft}>
      {unlabelled > 0
        ? `${formatCount(unlabelled, 'picture')} answered, none with a label: there is nothing to count. The gallery shows the answers.`
        : 'Numbers appear with the first answers.'}
    </p>
  );
}

/** Which model, how many pictures, and that the labels are no truth. */
function sourceWords({ counted }: SetNumbers, modelTitle: string): string {
  const { pictures, unlabelled, excluded, waiting } = counted;
  const others = [
    waiting > 0 && `${waiting} still to come`,
    unlabelled > 0 && `${unlabelled} without a label`,
    excluded > 0 && `${excluded} excluded`,
  ].filter((part) => part !== false);
  const beside = others.length === 0 ? '' : ` (not counted: ${others.join(', ')})`;
  return `The model “${modelTitle}” on ${formatCount(pictures.length, 'picture')} of this set${beside}. The labels are those you gave: some may be wrong, and then the model is blamed for it. On other pictures these numbers may differ.`;
}
