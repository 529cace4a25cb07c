import { useState } from 'react';
import type { FailureData } from '../../../lib/failure.ts';
import type { CurvesStatus } from '../../../state/explain/trials/curvesStatus.ts';
import type { StageSource } from '../../../state/explain/view/view.ts';
import buttons from '../../controls/Button.module.css';
import { Explain } from '../../controls/Explain.tsx';
import folded from '../../controls/FoldedPanel.module.css';
import meter from '../../controls/Meter.module.css';
import panel from '../../controls/Panel.module.css';
import { Segments } from '../../controls/Segments.tsx';
import { failureMessage } from '../../words/failureMessages.ts';
import { formatPercent } from '../../words/format.ts';
import { useApp, useAppState, useDisplayMap } from '../AppContext.tsx';
import { CurveResults } from './CurveResults.tsx';
import styles from './Stress.module.css';

const sources = [
  { value: 'average', label: 'All layers' },
  { value: 'layer', label: 'This layer' },
] as const;

/** Deletion and insertion curves of the shown map beside three that know no model. */
export function CurvesPanel() {
  const { actions } = useApp();
  const [chosen, setChosen] = useState<Extract<StageSource, 'average' | 'layer'>>('average');
  const status = useAppState((state) => state.curves);
  const map = useDisplayMap(chosen);
  const canMeasure = map !== null && map.empty === null;
  return (
    <div className={folded.group}>
      <div className={panel.rowHead}>
        <span>Is this map right?</span>
        <Explain term="deletion and insertion">
          Deletion: the pixels that the map calls most important are taken away first. A good map makes the
          class disappear soon. Insertion: they are given back first, on the blurred photo. A good map brings
          it back soon.
        </Explain>
      </div>
      <Segments label="Which map is tested" value={chosen} options={sources} onChange={setChosen} />
      {status.phase === 'computing' ? (
        <Measuring status={status} />
      ) : (
        <button
          type="button"
          className={buttons.button}
          disabled={!canMeasure}
          onClick={() => actions.measureCurves(chosen)}
        >
          Test by deletion and insertion
        </button>
      )}
      {map !== null && map.empty !== null && (
        <p className={folded.note}>There is no map here that could be tested.</p>
      )}
      {status.phase === 'failed' && <Failed failure={status.failure} />}
      {(status.phase === 'computing' || status.phase === 'done') && (
        <CurveResults curves={status.curves} source={status.source} finished={status.phase === 'done'} />
      )}
    </div>
  );
}

function Failed({ failure }: { failure: FailureData }) {
  const { sentence, nextStep } = failureMessage(failure);
  return <p role="alert">{`${sentence} ${nextStep}`}</p>;
}

function Measuring({ status }: { status: Extract<CurvesStatus, { readonly phase: 'computing' }> }) {
  const { actions } = useApp();
  return (
    <div className={styles.measuring}>
      <progress
        className={`${meter.meter} ${styles.meter}`}
        aria-label={`Testing the map: ${formatPercent(status.fraction)}`}
        value={status.fraction}
      />
      <button type="button" className={buttons.button} onClick={() => actions.cancelCurves()}>
        Cancel
      </button>
    </div>
  );
}
