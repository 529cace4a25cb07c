import type { BootstrappedMetric } from '../../../measure/classification/binaryIntervals.ts';
import type { Measured } from '../../../measure/classification/measured.ts';
import { type BinaryNumbers, metricsAt } from '../../../state/dataset/rows/setNumbers.ts';
import { useDataSet, useDataSetState } from '../DataSetContext.tsx';
import { IntervalButton } from './IntervalButton.tsx';
import { NumberTable } from './NumberTable.tsx';
import { measuredWords, shareWords } from './numberWords.ts';

/** The numbers of a model with two classes: those at the threshold, and those that do not depend on it. */
export function BinaryTable({ numbers }: { numbers: BinaryNumbers }) {
  const dataSet = useDataSet();
  const threshold = useDataSetState((state) => state.threshold);
  const intervals = useDataSetState((state) => state.intervals);
  const [negative = '', positive = ''] = dataSet.classes();
  const names = { positive, negative };
  const at = metricsAt(numbers, threshold);
  const { calibration } = numbers;
  const measured = (metric: BootstrappedMetric, value: Measured, isShare: boolean) => {
    const interval = intervals.kind === 'done' ? intervals.intervals[metric] : null;
    return measuredWords(value, interval, names, isShare);
  };
  const nullWords =
    calibration.nullError === null
      ? ''
      : `; a perfectly calibrated model would show ${calibration.nullError.median.toFixed(3)}`;
  return (
    <>
      <NumberTable
        caption="At this threshold"
        rows={[
          { name: 'Accuracy', words: shareWords(at.accuracy, names) },
          {
            name: 'Always the larger class',
            words: shareWords(at.majorityShare, names),
            explanation:
              'What a program reaches that never looks at the picture. Accuracy says something only above it.',
          },
          {
            name: `Recall of ${positive}`,
            words: shareWords(at.recall, names),
            explanation: `Of the pictures labelled ${positive}, how many were called so.`,
          },
          {
            name: `Recall of ${negative}`,
            words: shareWords(at.specificity, names),
            explanation: `Of the pictures labelled ${negative}, how many were called so; also called specificity.`,
          },
          {
            name: `Precision of ${positive}`,
            words: shareWords(at.precision, names),
            explanation: `Of the pictures called ${positive}, how many are labelled so.`,
          },
          { name: `F1 of ${positive}`, words: measured('f1', at.f1, true) },
          {
            name: 'Balanced accuracy',
            words: measured('balancedAccuracy', at.balancedAccuracy, true),
            explanation: 'The mean of both recalls: a larger class counts no more than a small one.',
          },
        ]}
      />
      <NumberTable
        caption="At any threshold"
        rows={[
          {
            name: 'AUC',
            words: measured('areaUnderRoc', numbers.areaUnderRoc, false),
            explanation: `How often a picture labelled ${positive} gets a higher probability than one labelled ${negative}. 0.5 is chance.`,
          },
          {
            name: 'Brier score',
            words: measured('brierScore', numbers.brierScore, false),
            explanation: 'Mean squared error of the probabilities. 0 is perfect, 0.25 is a coin.',
          },
          {
            name: 'Log loss',
            words: measured('logLoss', numbers.logLoss, false),
            explanation: 'Mean of −log p of the label, in nats. 0 is perfect, 0.693 is a coin.',
          },
          {
            name: 'Calibration error',
            words: `${measuredWords(calibration.expectedError, null, names, false)}${nullWords}`,
            explanation:
              'How far probabilities and what was true lie apart, on average. It is above zero for a perfect model, too, hence the comparison.',
          },
        ]}
      />
      <IntervalButton />
    </>
  );
}
