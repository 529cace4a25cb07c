import { useState } from 'react';
import { areaUnderCurve } from '../../../measure/deletionInsertion.ts';
import {
  type CurveSubject,
  type Curves,
  curveKinds,
  curveSteps,
  curveSubjects,
} from '../../../state/explain/trials/curvesStatus.ts';
import type { StageSource } from '../../../state/explain/view/view.ts';
import buttons from '../../controls/Button.module.css';
import folded from '../../controls/FoldedPanel.module.css';
import tables from '../../controls/Table.module.css';
import { sourceTitles } from '../../words/words.ts';
import { useAppState } from '../AppContext.tsx';
import { CurveChart } from './CurveChart.tsx';
import { curvesCsv } from './curvesCsv.ts';
import styles from './Stress.module.css';

export const subjectTitles: Readonly<Record<Exclude<CurveSubject, 'map'>, string>> = {
  random: 'Random map',
  centre: 'Blob in the centre',
  edges: 'Edges (Sobel)',
};

interface CurveResultsProps {
  readonly curves: Curves;
  readonly source: StageSource;
  readonly finished: boolean;
}

/** Both charts and the areas under the curves; while they are measured, what there is of them. */
export function CurveResults({ curves, source, finished }: CurveResultsProps) {
  const className = useAppState(({ engine, shown }) =>
    engine.phase === 'ready' && shown !== null ? (engine.info.model.card.labels[shown.classIndex] ?? '') : '',
  );
  const titleOf = (subject: CurveSubject) =>
    subject === 'map' ? sourceTitles[source] : subjectTitles[subject];
  return (
    <>
      {curveKinds.map((kind) => (
        <CurveChart key={kind} kind={kind} curves={curves} className={className} titleOf={titleOf} />
      ))}
      <table className={tables.table} aria-label="Areas under the curves">
        <thead>
          <tr>
            <th scope="col">Map</th>
            <th scope="col">Deletion</th>
            <th scope="col">Insertion</th>
          </tr>
        </thead>
        <tbody>
          {curveSubjects.map((subject) => (
            <tr key={subject}>
              <th scope="row">
                <svg className={styles.swatch} viewBox="0 0 24 8" aria-hidden>
                  <path className={styles.curve} data-subject={subject} d="M0 4H24" />
                </svg>
                <span>{titleOf(subject)}</span>
              </th>
              {curveKinds.map((kind) => (
                <td key={kind}>{areaWords(curves[subject]?.[kind] ?? [])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={folded.note}>
        {`Areas under p(${className}). Deletion: lower is better. Insertion: higher is better. A map that does not beat the lower three says little about the model.`}
      </p>
      <p className={folded.note}>
        Take them with care: altered photos are unlike any the model was trained on, the numbers depend on the
        colour and the blur that replace pixels, and the two may contradict each other.
      </p>
      {finished && <CopyButton text={() => curvesCsv(curves, titleOf, className)} />}
    </>
  );
}

/** A dash until the curve is whole: part of it would be another number. */
function areaWords(values: readonly number[]): string {
  return values.length === curveSteps + 1 ? areaUnderCurve(values).toFixed(3) : '–';
}

function CopyButton({ text }: { text: () => string }) {
  const [words, setWords] = useState('Copy as CSV');
  const copy = () =>
    navigator.clipboard.writeText(text()).then(
      () => setWords('Copied'),
      () => setWords('The browser did not allow it'),
    );
  return (
    <button type="button" className={buttons.button} onClick={() => void copy()}>
      <span aria-live="polite">{words}</span>
    </button>
  );
}
