import { expect, test } from 'vitest';
import type { TimelinePoint, VideoTimeline } from '../../../state/explain/sequence/videoTimeline.ts';
import { timelinePath } from './timelinePath.ts';
import { momentWords, timelineSummary } from './timelineWords.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const labels = ['cat', 'dog'];

function at(timeSeconds: number, dog: number): TimelinePoint {
  return { timeSeconds, probabilities: [1 - dog, dog], classIndex: dog > 0.5 ? 1 : 0 };
}

function timelineOf(points: readonly TimelinePoint[]): VideoTimeline {
  return { title: 'clip.mp4', durationSeconds: 90, stepSeconds: 0.5, points };
}

test('the curve joins neighbours and is broken where frames were left out', () => {
  const points = [at(0, 0.25), at(0.5, 0.5), at(2, 1), at(4, 0)];
  expect(timelinePath(points, 1, 0.5)).toBe('M0 0.75h0L0.5 0.5M2 0h0M4 1h0');
  expect(timelinePath([], 1, 0.5)).toBe('');
});

test('a moment is said with what was predicted there', () => {
  const timeline = timelineOf([at(4.2, 0.97), at(65, 0.1)]);
  const words = (seconds: number) => plain(momentWords(timeline, labels, seconds));
  expect(words(4.3)).toBe('0:04.3, 97.0 % dog');
  expect(words(65)).toBe('1:05.0, 90.0 % cat');
  expect(words(20)).toBe('0:20.0, not explained yet');
});

test('the whole is said by its changes, or by their number', () => {
  const summary = (points: readonly TimelinePoint[]) => plain(timelineSummary(timelineOf(points), labels));
  expect(summary([])).toBe('0 frames explained.');
  expect(summary([at(0, 0.9), at(1, 0.8), at(2, 0.1)])).toBe(
    '3 frames explained. Predicted: dog from 0:00.0, cat from 0:02.0.',
  );
  const flicker = Array.from({ length: 9 }, (_, index) => at(index, index % 2));
  expect(summary(flicker)).toBe('9 frames explained. The prediction changes 8 times.');
});
