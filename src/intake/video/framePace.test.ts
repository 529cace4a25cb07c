import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverageOf, withPoint } from '../../state/explain/sequence/videoTimeline.ts';
import { choosePace, slotAt, slotBeginning, slotMiddles } from './framePace.ts';

test('a short video gives every frame, each from its middle', () => {
  const pace = choosePace(0.5, 8);
  expect(pace).toEqual({ count: 4, slotSeconds: 0.125 });
  expect([...slotMiddles(pace, 0)]).toEqual([0.0625, 0.1875, 0.3125, 0.4375]);
  expect([...slotMiddles(pace, 3)]).toEqual([0.4375]);
});

test('a long one gives three hundred, evenly spread', () => {
  expect(choosePace(600, 30)).toEqual({ count: 300, slotSeconds: 2 });
  expect(choosePace(600, 0)).toEqual({ count: 300, slotSeconds: 2 });
});

test('one without length gives its only frame', () => {
  const pace = choosePace(0, 30);
  expect([...slotMiddles(pace, 0)]).toEqual([0]);
  expect(slotAt(pace, 5)).toBe(0);
});

test('every moment lies in a slot, and a slot’s beginning and middle lie in it', () => {
  const video = fc.record({
    duration: fc.double({ min: 0.01, max: 1e4, noNaN: true }),
    rate: fc.double({ min: 0, max: 240, noNaN: true }),
  });
  fc.assert(
    fc.property(video, fc.nat(), ({ duration, rate }, any) => {
      const pace = choosePace(duration, rate);
      const slot = any % pace.count;
      expect(slotAt(pace, slotBeginning(pace, slot))).toBe(slot);
      expect(slotAt(pace, slotMiddles(pace, slot).next().value ?? Number.NaN)).toBe(slot);
      expect(slotAt(pace, -1)).toBe(0);
      expect(slotAt(pace, duration + 1)).toBe(pace.count - 1);
    }),
  );
});

test('along a video of more frames than slots, a step on the timeline is a slot, and none is passed over', () => {
  // 450 frames in 300 slots: by their own times, two of three steps would be a frame and the third two.
  const durationSeconds = 15;
  const pace = choosePace(durationSeconds, 30);
  const times = Array.from({ length: pace.count }, (_, slot) => slotBeginning(pace, slot));
  const said = { probabilities: [0.5, 0.5], classIndex: 0 };
  const points = times.reduceRight<ReturnType<typeof withPoint>>(
    (all, timeSeconds) => withPoint(all, { timeSeconds, ...said }),
    [],
  );
  expect(points.map(({ timeSeconds }) => timeSeconds)).toEqual(times);
  const { slotSeconds: step } = pace;
  expect(step).toBeCloseTo(0.05, 9);
  for (const [slot, timeSeconds] of times.entries()) {
    expect(slotAt(pace, timeSeconds)).toBe(slot);
    expect(slotAt(pace, timeSeconds + step)).toBe(Math.min(slot + 1, 299));
    expect(slotAt(pace, timeSeconds - step)).toBe(Math.max(slot - 1, 0));
  }
  const timeline = { title: 'clip', durationSeconds, stepSeconds: step, points };
  expect(coverageOf(timeline)).toBe(1);
  expect(coverageOf({ ...timeline, points: points.slice(0, 150) })).toBe(0.5);
});
