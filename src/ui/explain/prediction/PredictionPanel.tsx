import { memo } from 'react';
import type { Prediction } from '../../../engine/api.ts';
import { Explain } from '../../controls/Explain.tsx';
import panel from '../../controls/Panel.module.css';
import { Segments } from '../../controls/Segments.tsx';
import { formatDuration, formatProbability } from '../../words/format.ts';
import { backendTitles } from '../../words/words.ts';
import { useApp, useAppState, useCalmState } from '../AppContext.tsx';
import styles from './PredictionPanel.module.css';
import { usePrediction } from './usePrediction.ts';

/** What the model says, and which class's evidence is shown. */
export function PredictionPanel() {
  const { prediction, labels } = usePrediction();
  return (
    <section className={panel.panel} aria-labelledby="prediction-title">
      <h2 id="prediction-title" className={panel.title}>
        Prediction
      </h2>
      <Headline prediction={prediction} labels={labels} />
      <ul className={styles.bars}>
        {labels.map((label, index) => (
          <Bar
            key={label}
            label={label}
            share={prediction?.probabilities[index] ?? null}
            predicted={prediction?.classIndex === index}
          />
        ))}
      </ul>
      <TargetChoice labels={labels} />
      <Provenance />
    </section>
  );
}

function Headline({ prediction, labels }: { prediction: Prediction | null; labels: readonly string[] }) {
  if (prediction === null) return <p className={styles.headline} data-empty />;
  const { classIndex, probabilities } = prediction;
  return (
    <p className={styles.headline}>
      <span translate="no">{formatProbability(probabilities[classIndex] ?? Number.NaN)}</span>{' '}
      <span>{labels[classIndex]}</span>
    </p>
  );
}

function Bar({ label, share, predicted }: { label: string; share: number | null; predicted: boolean }) {
  return (
    <li className={styles.bar} data-predicted={predicted || undefined}>
      <span className={styles.barLabel}>{label}</span>
      <span className={styles.barTrack}>
        <span className={styles.barFill} style={{ '--share': share ?? 0 }} />
      </span>
      <span className={styles.barValue} translate="no">
        {share === null ? '–' : formatProbability(share)}
      </span>
    </li>
  );
}

/** "Why cat? / Why dog?": the class whose evidence the maps show. */
const TargetChoice = memo(function TargetChoice({ labels }: { labels: readonly string[] }) {
  const { actions } = useApp();
  const target = useAppState((state) => state.view.target);
  return (
    <div className={panel.row}>
      <div className={panel.rowHead}>
        <span>Explain</span>
        <Explain term="“why cat?”">
          The maps show what in the photo raises the score of one class. “Predicted” follows the model’s own
          answer; the other class shows what spoke for it nevertheless.
        </Explain>
      </div>
      <Segments
        label="Explain"
        // A class that the model does not have counts as “predicted” in the runs too.
        value={target === 'predicted' || target >= labels.length ? 'predicted' : String(target)}
        options={[
          { value: 'predicted', label: 'Predicted' },
          ...labels.map((label, index) => ({ value: String(index), label: `Why ${label}?` })),
        ]}
        onChange={(value) => actions.setView({ target: value === 'predicted' ? 'predicted' : Number(value) })}
      />
    </div>
  );
});

function Provenance() {
  const elapsedMs = useCalmState((state) => state.shown?.elapsedMs ?? null);
  const backend = useAppState(({ engine }) => (engine.phase === 'ready' ? engine.info.backend : null));
  const layerCount = useAppState(({ engine }) =>
    engine.phase === 'ready' ? engine.info.model.layers.length : 0,
  );
  if (elapsedMs === null || backend === null) return <p className={styles.provenance} />;
  const place = backend.onGpu ? 'this computer’s GPU' : 'this computer';
  return (
    <p className={styles.provenance}>
      {`${layerCount} layers in ${formatDuration(elapsedMs)} with ${backendTitles[backend.name]} on ${place}. Nothing was uploaded.`}
    </p>
  );
}
