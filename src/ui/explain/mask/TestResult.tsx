import tables from '../../controls/Table.module.css';
import { formatProbability } from '../../words/format.ts';
import { usePrediction } from '../prediction/usePrediction.ts';
import type { MaskTestResult } from '../present/maskTests.ts';
import styles from './Mask.module.css';
import { fillTitles, testSentence } from './maskWords.ts';
import { PixelPicture } from './PixelPicture.tsx';

const heads = { hide: 'Without it', keep: 'It alone' } as const;

/** What the model saw, what it said, and what it had said before. */
export function TestResult({ result, old }: { result: MaskTestResult; old: boolean }) {
  const { labels } = usePrediction();
  const { part, fill, picture, before, after } = result;
  const sentence = testSentence(result, labels);
  return (
    <figure className={styles.result} data-old={old || undefined}>
      <PixelPicture
        picture={picture}
        label={`What the model saw: ${part === 'hide' ? 'the region' : 'all but the region'} hidden`}
        className={styles.seen}
      />
      <figcaption className={styles.sentence}>
        <span>{sentence}</span>
        {old && <span className={styles.old}>Old: region or fill have changed since.</span>}
      </figcaption>
      <table
        className={`${tables.table} ${styles.table}`}
        aria-label={`Old and new probability, ${fillTitles[fill].toLowerCase()}`}
      >
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Before</th>
            <th scope="col">{heads[part]}</th>
          </tr>
        </thead>
        <tbody>
          {shownClasses(result, labels.length).map((index) => (
            <tr key={index}>
              <th scope="row">{labels[index]}</th>
              <td>{formatProbability(before.probabilities[index] ?? Number.NaN)}</td>
              <td>{formatProbability(after.probabilities[index] ?? Number.NaN)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

const fewClasses = 4;

/** All classes of a small model; of a large one those that were said before and after. */
function shownClasses({ before, after }: MaskTestResult, count: number): readonly number[] {
  if (count <= fewClasses) return Array.from({ length: count }, (_, index) => index);
  return [...new Set([before.classIndex, after.classIndex])];
}
