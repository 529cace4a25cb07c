import { useSyncExternalStore } from 'react';
import type { Part } from '../../../image/alter/replaceRegion.ts';
import { maskFills } from '../../../state/explain/view/maskView.ts';
import buttons from '../../controls/Button.module.css';
import { Explain } from '../../controls/Explain.tsx';
import folded from '../../controls/FoldedPanel.module.css';
import panel from '../../controls/Panel.module.css';
import { Segments } from '../../controls/Segments.tsx';
import { failureMessage } from '../../words/failureMessages.ts';
import { useAppState } from '../AppContext.tsx';
import { isCurrent } from '../present/maskTests.ts';
import { usePresenter } from '../present/PresenterContext.tsx';
import styles from './Mask.module.css';
import { fillTitles } from './maskWords.ts';
import { TestResult } from './TestResult.tsx';
import { useMask, useRegion } from './useMask.ts';

const fills = maskFills.map((value) => ({ value, label: fillTitles[value] }));
const parts: readonly Part[] = ['hide', 'keep'];

/** Does the model need the region? It is asked again without it, or with nothing else. */
export function TestPanel() {
  const { maskTests } = usePresenter();
  const [mask, change] = useMask();
  const region = useRegion();
  const empty = region === null || region.share === 0;
  return (
    <div className={folded.group}>
      <div className={panel.rowHead}>
        <span>Test the region</span>
        <Explain term="the test">
          The model looks again at the photo with the region hidden, or with everything but the region hidden.
          If the region decides, hiding it changes the answer and keeping it does not. Try each fill: none is
          neutral.
        </Explain>
      </div>
      <Segments label="What hides" value={mask.fill} options={fills} onChange={(fill) => change({ fill })} />
      <div className={folded.buttons}>
        <button
          type="button"
          className={buttons.button}
          disabled={empty}
          onClick={() => maskTests.run('hide')}
        >
          Hide this
        </button>
        <button
          type="button"
          className={buttons.button}
          disabled={empty}
          onClick={() => maskTests.run('keep')}
        >
          Keep only this
        </button>
      </div>
      <Answers />
    </div>
  );
}

function Answers() {
  const { maskTests } = usePresenter();
  const status = useSyncExternalStore(maskTests.status.subscribe, maskTests.status.get);
  const results = useSyncExternalStore(maskTests.results.subscribe, maskTests.results.get);
  const pictureId = useAppState((state) => state.shown?.pictureId ?? null);
  const runKey = useAppState((state) => state.shown?.key ?? null);
  const [{ fill }] = useMask();
  const region = useRegion();
  return (
    <div className={styles.answers} aria-live="polite">
      {status.phase === 'running' && (
        <p className={styles.waiting}>
          Asking the model…
          <button type="button" className={styles.link} onClick={() => maskTests.cancel()}>
            Cancel
          </button>
        </p>
      )}
      {status.phase === 'failed' && (
        <p className={styles.problem}>
          <span>{`${failureMessage(status.failure).title} `}</span>
          <button type="button" className={styles.link} onClick={() => maskTests.run(status.part)}>
            Try again
          </button>
        </p>
      )}
      {parts.map((part) => {
        const result = results[part];
        if (result?.pictureId !== pictureId) return null;
        return <TestResult key={part} result={result} old={!isCurrent(result, { region, fill, runKey })} />;
      })}
    </div>
  );
}
