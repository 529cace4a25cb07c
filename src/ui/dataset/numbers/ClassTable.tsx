import type { MacroMean } from '../../../measure/classification/classMatrix.ts';
import type { ClassNumbers } from '../../../state/dataset/rows/setNumbers.ts';
import { useDataSet } from '../DataSetContext.tsx';
import { NumberTable } from './NumberTable.tsx';
import { measuredWords, shareWords } from './numberWords.ts';

const anyClass = { positive: 'a class', negative: 'another' };
/** The classes with most pictures come first; more rows than this nobody reads. */
const mostShown = 30;

/** The numbers of a model with more than two classes. */
export function ClassTable({ numbers }: { numbers: ClassNumbers }) {
  const classes = useDataSet().classes();
  const { metrics, top5, logLoss } = numbers;
  const macro = ({ mean, count }: MacroMean) =>
    `${measuredWords(mean, null, anyClass, true)}, over ${count} of ${classes.length} classes`;
  const largest = [...metrics.perClass].sort((a, b) => b.count - a.count).slice(0, mostShown);
  return (
    <>
      <NumberTable
        caption="All classes"
        rows={[
          { name: 'Accuracy', words: shareWords(metrics.accuracy, anyClass) },
          {
            name: 'Always the largest class',
            words: shareWords(metrics.majorityShare, anyClass),
            explanation:
              'What a program reaches that never looks at the picture. Accuracy says something only above it.',
          },
          { name: 'Among the first five', words: shareWords(top5, anyClass) },
          { name: 'Mean recall', words: macro(metrics.macro.recall) },
          { name: 'Mean precision', words: macro(metrics.macro.precision) },
          { name: 'Mean F1', words: macro(metrics.macro.f1) },
          { name: 'Log loss', words: measuredWords(logLoss, null, anyClass, false) },
        ]}
      />
      <NumberTable
        caption="Recall by class"
        rows={largest.map(({ classIndex, recall }) => {
          const name = classes[classIndex] ?? '';
          return { name, words: shareWords(recall, { ...anyClass, positive: name }) };
        })}
      />
    </>
  );
}
