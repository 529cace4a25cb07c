import { expect, test } from 'vitest';
import type { KeptRun } from '../derive/keptRun.ts';
import { createKeptRuns, type LastRun } from './keptRuns.ts';

const pixels = { width: 1, height: 1, data: new Uint8Array(3) };

/** A run, and whether what was kept of it is freed. */
function lastRun(run: number) {
  let isFreed = false;
  const dispose = () => {
    isFreed = true;
  };
  const kept: KeptRun = { traces: [], inputGradient: null, gain: 1, dispose };
  const last: LastRun = { run, pixels, seed: Float32Array.of(1), kept };
  return { last, isFreed: () => isFreed };
}

test('each model keeps its own last run, and the one before is freed', () => {
  const runs = createKeptRuns(100);
  const [first, second, other] = [lastRun(1), lastRun(2), lastRun(3)];
  runs.keep('a', first.last, 40);
  runs.keep('b', other.last, 40);
  runs.keep('a', second.last, 40);
  expect([first.isFreed(), second.isFreed(), other.isFreed()]).toEqual([true, false, false]);
  expect(runs.find('a', 2)).toBe(second.last);
  expect(runs.find('b', 3)).toBe(other.last);
  expect(() => runs.find('a', 1)).toThrow('forgotten');
  expect(() => runs.find('c', 1)).toThrow('forgotten');
});

test('beyond the budget the run kept longest ago is freed, and known still, to be done again', () => {
  const runs = createKeptRuns(100);
  const [a, b, c] = [lastRun(1), lastRun(2), lastRun(3)];
  runs.keep('a', a.last, 50);
  runs.keep('b', b.last, 50);
  runs.keep('c', c.last, 50);
  expect([a.isFreed(), b.isFreed(), c.isFreed()]).toEqual([true, false, false]);
  expect(runs.find('a', 1)).toEqual({ ...a.last, kept: null });
});

test('a forgotten model frees its run', () => {
  const runs = createKeptRuns(100);
  const run = lastRun(1);
  runs.keep('a', run.last, 50);
  runs.forget('a');
  expect(run.isFreed()).toBe(true);
  expect(() => runs.find('a', 1)).toThrow('forgotten');
});
