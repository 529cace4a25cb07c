import { type KeyboardEvent, useMemo } from 'react';
import { failureData, toFailure } from '../../../lib/failure.ts';
import { placeOf, type SequencePlace } from '../../../state/explain/sequence/sequenceStatus.ts';
import {
  chartedClass,
  coverageOf,
  stretchesOf,
  type VideoTimeline,
} from '../../../state/explain/sequence/videoTimeline.ts';
import buttons from '../../controls/Button.module.css';
import cover from '../../controls/Cover.module.css';
import { formatMoment, formatPercent } from '../../words/format.ts';
import { useApp, useAppState, useCalmState } from '../AppContext.tsx';
import { saveTimeline } from './saveTimeline.ts';
import { timelinePath } from './timelinePath.ts';
import { momentWords, timelineSummary } from './timelineWords.ts';
import styles from './VideoTimeline.module.css';

/** A stretch narrower than this share of the video has no room for its name. */
const namedShare = 0.06;

/** What the model said along the open video, with a slider that goes to any moment of it. */
export function VideoTimelinePanel() {
  const timeline = useCalmState((state) => state.timeline);
  const place = useCalmState(({ sequence }) => placeOf(sequence));
  return timeline === null || place === null ? null : <Panel timeline={timeline} place={place} />;
}

interface PanelProps {
  readonly timeline: VideoTimeline;
  readonly place: SequencePlace;
}

function Panel({ timeline, place }: PanelProps) {
  const { actions } = useApp();
  const model = useAppState(({ engine }) => (engine.phase === 'ready' ? engine.info.model.card : null));
  const labels = model?.labels ?? [];
  const { points, durationSeconds, stepSeconds } = timeline;
  const charted = chartedClass(points, labels.length);
  const path = useMemo(() => timelinePath(points, charted, stepSeconds), [points, charted, stepSeconds]);
  const stretches = useMemo(() => stretchesOf(timeline), [timeline]);
  const share = (seconds: number) => (durationSeconds > 0 ? seconds / durationSeconds : 0);
  return (
    <section className={styles.panel} aria-label="Video">
      <div className={styles.head}>
        <span className={styles.moment}>
          <strong>{formatMoment(place.timeSeconds)}</strong>
          <span>{` / ${formatMoment(durationSeconds)}`}</span>
        </span>
        <span className={styles.coverage}>{coverageWords(timeline)}</span>
        <button
          type="button"
          className={buttons.quiet}
          onClick={() => {
            saveTimeline(timeline, model?.name ?? '', labels).catch((thrown: unknown) =>
              actions.tellFailure(failureData(toFailure(thrown)), 'Save'),
            );
          }}
        >
          Save CSV
        </button>
      </div>
      <div className={styles.chart}>
        <div className={styles.scale} aria-hidden>
          <span>{labels[charted]}</span>
          <span>{labels.length === 2 ? labels[1 - charted] : formatPercent(0)}</span>
        </div>
        <div className={styles.plot} style={{ '--now': share(place.timeSeconds) }}>
          <svg
            className={styles.drawing}
            viewBox={`0 0 ${durationSeconds || 1} 1`}
            preserveAspectRatio="none"
            role="img"
            aria-label={timelineSummary(timeline, labels)}
          >
            <path className={styles.middle} d={`M0 0.5H${durationSeconds || 1}`} />
            {stretches.slice(1).map(({ fromSeconds }) => (
              <path key={fromSeconds} className={styles.change} d={`M${fromSeconds} 0V1`} />
            ))}
            <path className={styles.curve} d={path} />
          </svg>
          <div className={styles.stretches} aria-hidden>
            {stretches.map(({ classIndex, fromSeconds, toSeconds }) => (
              <span
                key={fromSeconds}
                className={styles.stretch}
                data-charted={classIndex === charted || undefined}
                style={{ '--start': share(fromSeconds), '--span': share(toSeconds - fromSeconds) }}
              >
                {share(toSeconds - fromSeconds) >= namedShare && labels[classIndex]}
              </span>
            ))}
          </div>
          <span className={styles.now} />
          <Moment timeline={timeline} place={place} labels={labels} />
        </div>
      </div>
    </section>
  );
}

interface MomentProps extends PanelProps {
  readonly labels: readonly string[];
}

/** The slider itself: what it is set to is shown as soon as it is explained; if that is given up, it goes back. */
function Moment({ timeline, place, labels }: MomentProps) {
  const { actions } = useApp();
  const phase = useAppState(({ sequence }) => sequence.phase);
  const { stepSeconds: step } = timeline;
  const last = Math.max(timeline.points.at(-1)?.timeSeconds ?? 0, timeline.durationSeconds - step);
  const value = place.soughtSeconds ?? place.timeSeconds;

  function goTo(seconds: number): void {
    actions.seekSequence(Math.min(last, Math.max(0, seconds)));
  }

  function stepByKey(event: KeyboardEvent): void {
    const direction = stepOfKey(event.key);
    if (direction === 0) return;
    event.preventDefault();
    goTo(value + direction * step);
  }

  return (
    <input
      type="range"
      className={`${cover.cover} ${cover.slider}`}
      aria-label="Moment of the video"
      aria-valuetext={momentWords(timeline, labels, value)}
      min={0}
      max={last}
      step="any"
      value={value}
      disabled={phase === 'failed'}
      onKeyDown={stepByKey}
      onChange={(event) => goTo(event.target.valueAsNumber)}
    />
  );
}

/** Frame by frame: the browser's own steps know nothing of frames. */
function stepOfKey(key: string): -1 | 0 | 1 {
  if (key === 'ArrowRight' || key === 'ArrowUp') return 1;
  return key === 'ArrowLeft' || key === 'ArrowDown' ? -1 : 0;
}

function coverageWords(timeline: VideoTimeline): string {
  const coverage = coverageOf(timeline);
  return coverage === 1 ? 'all explained' : `${formatPercent(coverage)} explained`;
}
