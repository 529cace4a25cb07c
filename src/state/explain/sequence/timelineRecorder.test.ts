import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState } from '../appState.ts';
import { initialState } from '../initialState.ts';
import type { ShownRun } from '../runs/runStatus.ts';
import { defaultView } from '../view/view.ts';
import type { SequenceStatus } from './sequenceStatus.ts';
import { recordTimeline } from './timelineRecorder.ts';

function running(timeSeconds: number, kind: 'video' | 'camera' = 'video'): SequenceStatus {
  return {
    phase: 'running',
    kind,
    title: 'clip.mp4',
    durationSeconds: kind === 'video' ? 9 : null,
    stepSeconds: kind === 'video' ? 1 : null,
    pictureId: 'sequence:1',
    timeSeconds,
    soughtSeconds: null,
    frameCount: 1,
    framesPerSecond: null,
  };
}

function shownWith(second: number, change: Partial<ShownRun> = {}): ShownRun {
  const classIndex = second > 0.5 ? 1 : 0;
  return {
    key: 'run',
    pictureId: 'sequence:1',
    fit: 'stretch',
    crate: null,
    classIndex,
    prediction: { logits: [0], probabilities: [1 - second, second], classIndex },
    elapsedMs: 1,
    diagnosis: [],
    ...change,
  };
}

function record() {
  const store = createStore<AppState>(() => initialState(defaultView, false));
  recordTimeline(store);
  const show = (timeSeconds: number, second: number, change: Partial<ShownRun> = {}) =>
    store.setState({ sequence: running(timeSeconds), shown: shownWith(second, change) });
  const seen = () =>
    store
      .getState()
      .timeline?.points.map(({ timeSeconds, probabilities }) => [timeSeconds, probabilities[1]]);
  return { store, show, seen };
}

test('each frame of a video is written down once, wherever one goes in it', () => {
  const { show, seen, store } = record();
  show(0, 0.2);
  show(1, 0.4);
  show(3, 0.9);
  show(2, 0.6);
  show(1, 0.4);
  expect(seen()).toEqual([
    [0, 0.2],
    [1, 0.4],
    [2, 0.6],
    [3, 0.9],
  ]);
  expect(store.getState().timeline).toMatchObject({ title: 'clip.mp4', durationSeconds: 9, stepSeconds: 1 });
});

test('what was said with another fit is kept apart, and comes back with it', () => {
  const { show, seen } = record();
  show(0, 0.2);
  show(1, 0.4);
  show(1, 0.7, { fit: 'centreCrop' });
  expect(seen()).toEqual([[1, 0.7]]);
  show(2, 0.6);
  expect(seen()).toEqual([
    [0, 0.2],
    [1, 0.4],
    [2, 0.6],
  ]);
});

test('of a camera, of another picture and after the end nothing is written', () => {
  const { store, show, seen } = record();
  store.setState({ sequence: running(0, 'camera'), shown: shownWith(0.2) });
  store.setState({ sequence: running(0), shown: shownWith(0.2, { pictureId: 'picture:1' }) });
  expect(seen()).toBeUndefined();
  show(0, 0.2);
  store.setState({ sequence: { phase: 'off' } });
  expect(store.getState().timeline).toBeNull();
});

test('a video that failed keeps what is known of it; another file of its name begins anew', () => {
  const { store, show, seen } = record();
  show(0, 0.2);
  const failure = { code: 'videoDamaged', message: '', details: {} } as const;
  const name = { kind: 'video', title: 'clip.mp4' } as const;
  store.setState({ sequence: { phase: 'failed', ...name, failure, place: null } });
  store.setState({ sequence: { phase: 'starting', ...name, isRetry: true } });
  expect(seen()).toEqual([[0, 0.2]]);
  store.setState({ sequence: { phase: 'failed', ...name, failure, place: null } });
  store.setState({ sequence: { phase: 'starting', ...name, isRetry: false } });
  expect(store.getState().timeline).toBeNull();
});
