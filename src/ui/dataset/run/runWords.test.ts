import { expect, test } from 'vitest';
import { progressWords, timeLeft } from './runWords.ts';

const counts = { pictures: 840, answered: 310, unreadable: 2, masks: 0, leftOut: 0 };

test('a run tells what is done, how fast, and for how long still', () => {
  const running = { kind: 'running', perSecond: 12.4, remainingMs: 43_000 } as const;
  expect(progressWords(counts, running, 528)).toBe('312 of 840 pictures, 12 a second, about 40\u00a0s left');
});

test('before the pace is known nothing is said of it', () => {
  const running = { kind: 'running', perSecond: null, remainingMs: null } as const;
  expect(progressWords(counts, running, 840)).toBe('0 of 840 pictures');
});

test.each([
  [4_000, 'a few seconds'],
  [84_000, 'about 80\u00a0s'],
  [170_000, 'about 3\u00a0min'],
  [4_800_000, 'about 1\u00a0h 20\u00a0min'],
])('%d ms are %s', (remainingMs, words) => {
  expect(timeLeft(remainingMs)).toBe(words);
});
