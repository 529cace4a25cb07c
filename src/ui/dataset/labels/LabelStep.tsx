import { useState } from 'react';
import buttons from '../../controls/Button.module.css';
import { formatCount } from '../../words/format.ts';
import { useDataSet, useDataSetState } from '../DataSetContext.tsx';
import screen from '../DataSetScreen.module.css';
import styles from './LabelStep.module.css';
import { PatternRow } from './PatternRow.tsx';
import { Problems } from './Problems.tsx';

/** More rows than anybody reads would only make the page slow. */
const firstShown = 40;

/** What was found out about labels, before anything runs: each group can be given another class, or none. */
export function LabelStep() {
  const dataSet = useDataSet();
  const phase = useDataSetState((state) => state.phase);
  const name = useDataSetState((state) => state.name);
  const pictures = useDataSetState(({ counts }) => counts.pictures);
  const [showsAll, setShowsAll] = useState(false);
  if (phase.kind !== 'labelling') return null;
  const { proposal, chosen } = phase;
  const labelOf = (key: string, proposed: number | null) => {
    const choice = chosen.get(key);
    return choice === undefined ? proposed : choice;
  };
  const labelled = proposal.patterns
    .filter(({ key, classIndex }) => labelOf(key, classIndex) !== null)
    .reduce((sum, pattern) => sum + pattern.pictures.length, 0);
  const shown = showsAll ? proposal.patterns : proposal.patterns.slice(0, firstShown);
  function begin() {
    dataSet.confirmLabels();
    dataSet.sort(labelled > 0 ? 'mostWrong' : 'path');
    void dataSet.start();
  }
  return (
    <main className={screen.scroller}>
      <div className={screen.column}>
        <h2 className={screen.title}>{`${name}: are these labels right?`}</h2>
        <p role="status">{summary(pictures, labelled)}</p>
        {pictures > 0 && (
          <ul className={styles.patterns} aria-label="Groups of pictures and their class">
            {shown.map((pattern) => (
              <PatternRow
                key={pattern.key}
                pattern={pattern}
                label={labelOf(pattern.key, pattern.classIndex)}
                isChosen={chosen.has(pattern.key)}
              />
            ))}
          </ul>
        )}
        {shown.length < proposal.patterns.length && (
          <button type="button" className={buttons.button} onClick={() => setShowsAll(true)}>
            {`Show all ${proposal.patterns.length} groups`}
          </button>
        )}
        {proposal.unmatchedLines > 0 && (
          <p className={screen.soft}>
            {`${formatCount(proposal.unmatchedLines, 'line')} of the table are about no picture in this folder.`}
          </p>
        )}
        <Problems />
        <div className={screen.actions}>
          {pictures > 0 && (
            <button type="button" className={buttons.primary} onClick={begin}>
              {labelled > 0 ? 'Start with these labels' : 'Start without labels'}
            </button>
          )}
          <button type="button" className={buttons.button} onClick={() => dataSet.close()}>
            Cancel
          </button>
        </div>
      </div>
    </main>
  );
}

function summary(pictures: number, labelled: number): string {
  if (pictures === 0) return 'There are no pictures among these files. Choose another folder.';
  const all = formatCount(pictures, 'picture');
  if (labelled === 0) {
    return `${all}, and no labels were found: you can browse the answers, or give a group a class to get numbers too.`;
  }
  if (labelled === pictures) return `${all}, all with a label.`;
  return `${all}, ${labelled} with a label. Those without one are answered and shown, but not counted.`;
}
