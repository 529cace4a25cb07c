import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chartedClass,
  coverageOf,
  pointNear,
  stretchesOf,
  type TimelinePoint,
  withPoint,
} from './videoTimeline.ts';

/** At a time, with the probability of the second of two classes. */
function at(timeSeconds: number, second = 0.5): TimelinePoint {
  return { timeSeconds, probabilities: [1 - second, second], classIndex: second > 0.5 ? 1 : 0 };
}

test('points stand in order of time, however they come, and the newer of the same time counts', () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { maxLength: 20 });
  fc.assert(
    fc.property(times, (unordered) => {
      const points = unordered.reduce<readonly TimelinePoint[]>((all, time) => withPoint(all, at(time)), []);
      expect(points.map(({ timeSeconds }) => timeSeconds)).toEqual([...unordered].sort((a, b) => a - b));
    }),
  );
  const points = withPoint([at(0), at(1), at(2)], at(1, 0.9));
  expect(points).toEqual([at(0), at(1, 0.9), at(2)]);
});

test('the point nearest to a moment is found', () => {
  const points = [at(0), at(1), at(3)];
  expect(pointNear(points, 1.9)).toBe(points[1]);
  expect(pointNear(points, 2)).toBe(points[1]);
  expect(pointNear(points, 99)).toBe(points[2]);
  expect(pointNear([], 1)).toBeNull();
});

test('the share of the frames that were explained counts all that the video gives, also when it is one', () => {
  const clip = { title: 'clip', durationSeconds: 2, stepSeconds: 0.5, points: [at(0)] };
  expect(coverageOf(clip)).toBe(0.25);
  expect(coverageOf({ ...clip, stepSeconds: 2 })).toBe(1);
  expect(coverageOf({ ...clip, durationSeconds: 0, stepSeconds: 0 })).toBe(1);
});

test('of two classes the second is drawn, of more the most probable on average', () => {
  expect(chartedClass([at(0, 0.1)], 2)).toBe(1);
  const three = (probabilities: number[]) => ({ timeSeconds: 0, probabilities, classIndex: 0 });
  expect(chartedClass([three([0.5, 0.2, 0.3]), three([0, 0.4, 0.6])], 3)).toBe(2);
});

test('stretches of one predicted class follow each other without gap', () => {
  const points = [at(0, 0.9), at(1, 0.8), at(2, 0.1), at(3, 0.7)];
  const timeline = { title: 'clip', durationSeconds: 9, stepSeconds: 0.5, points };
  expect(stretchesOf(timeline)).toEqual([
    { classIndex: 1, fromSeconds: 0, toSeconds: 2 },
    { classIndex: 0, fromSeconds: 2, toSeconds: 3 },
    { classIndex: 1, fromSeconds: 3, toSeconds: 3.5 },
  ]);
  expect(stretchesOf({ ...timeline, durationSeconds: 3.2 }).at(-1)?.toSeconds).toBe(3.2);
  expect(stretchesOf({ ...timeline, points: [] })).toEqual([]);
});
