import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from '../appState.ts';
import type { ShownRun } from '../runs/runStatus.ts';
import { placeOf, type SequenceStatus } from './sequenceStatus.ts';
import { type TimelinePoint, withPoint } from './videoTimeline.ts';

/**
 * Writes down what the model says of each frame of the open video, in `state.timeline`. What was said with another fit or
 * crate is kept apart, and comes back with them. A video that failed and is tried again goes on where it was.
 *
 * @returns ends it
 */
export function recordTimeline(store: StoreApi<AppState>): () => void {
  const known = new Map<string, readonly TimelinePoint[]>();

  function clear(): void {
    known.clear();
    if (store.getState().timeline !== null) store.setState({ timeline: null });
  }

  function follow({ sequence, shown }: AppState, former: AppState): void {
    if (sequence === former.sequence && shown === former.shown) return;
    if (sequence.phase === 'off' || isAnother(sequence)) clear();
    else if (sequence.kind === 'video' && shown !== null) record(sequence, shown);
  }

  function record(sequence: SequenceStatus, shown: ShownRun): void {
    const place = placeOf(sequence);
    if (place === null || shown.pictureId !== place.pictureId) return;
    const { title, timeSeconds, durationSeconds, stepSeconds } = place;
    const { probabilities, classIndex } = shown.prediction;
    const madeWith = JSON.stringify([shown.fit, shown.crate]);
    const points = withPoint(known.get(madeWith) ?? [], { timeSeconds, probabilities, classIndex });
    known.set(madeWith, points);
    store.setState({
      timeline: {
        title,
        durationSeconds: durationSeconds ?? timeSeconds,
        stepSeconds: stepSeconds ?? 0,
        points,
      },
    });
  }

  return store.subscribe(follow);
}

/** Two files may have the same name, so the title tells nothing. */
function isAnother(sequence: SequenceStatus): boolean {
  return sequence.phase === 'starting' && !sequence.isRetry;
}
