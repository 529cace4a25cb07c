import { formatProbability } from '../../words/format.ts';
import styles from './PredictionLine.module.css';
import { usePrediction } from './usePrediction.ts';

/** "99.3 % cat" in one line, for screens without the side panel. */
export function PredictionLine() {
  const { prediction, labels } = usePrediction();
  if (prediction === null) return <p className={styles.line}>–</p>;
  const { classIndex, probabilities } = prediction;
  return (
    <p className={styles.line}>
      <span translate="no">{formatProbability(probabilities[classIndex] ?? Number.NaN)}</span>{' '}
      <span>{labels[classIndex]}</span>
    </p>
  );
}
