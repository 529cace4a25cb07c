import { expect, test } from 'vitest';
import type { Engine, ExplainEvent } from '../engine/api.ts';
import { paceProgress } from './paceProgress.ts';

const prediction = { logits: [0], probabilities: [0.5, 0.5], classIndex: 1 };

/** A run of ten steps of `stepMs` each, which makes its prediction after the first. */
async function hear(stepMs: number): Promise<{ events: ExplainEvent[]; fractions: number[] }> {
  let nowMs = 1000;
  const steps = Array.from({ length: 10 }, (_, step) => (step + 1) / 10);
  const engine = {
    async explain(_params: unknown, { onEvent }: { onEvent(event: ExplainEvent): void }) {
      for (const fraction of steps) {
        nowMs += stepMs;
        onEvent({ phase: 'mapping', fraction });
        if (fraction === 0.1) onEvent({ phase: 'predicted', prediction });
      }
    },
    async derive(_params: unknown, { onEvent }: { onEvent(event: { fraction: number }): void }) {
      for (const fraction of steps) {
        nowMs += stepMs;
        onEvent({ fraction });
      }
    },
  } as unknown as Engine;
  const paced = paceProgress(engine, () => nowMs);
  const events: ExplainEvent[] = [];
  const fractions: number[] = [];
  const input = { width: 1, height: 1, data: new Uint8Array(3) };
  await paced.explain({ model: 'toy', input, target: 1 }, { onEvent: (event) => events.push(event) });
  await paced.derive(
    { model: 'toy', run: 1, method: 'eigenCam' },
    { onEvent: ({ fraction }) => fractions.push(fraction) },
  );
  return { events, fractions };
}

test('tells of progress at most every 50 ms, and of the prediction at once', async () => {
  // Steps end at 20, 40, 60 ms, …: the first told is at 60, and the next ones 60 ms after one another.
  const { events, fractions } = await hear(20);
  expect(events).toEqual([
    { phase: 'predicted', prediction },
    { phase: 'mapping', fraction: 0.3 },
    { phase: 'mapping', fraction: 0.6 },
    { phase: 'mapping', fraction: 0.9 },
  ]);
  expect(fractions).toEqual([0.3, 0.6, 0.9]);
});

test('tells of every step where steps are slow, and of none where all is done at once', async () => {
  expect((await hear(60)).fractions).toHaveLength(10);
  const { events, fractions } = await hear(1);
  expect(events).toEqual([{ phase: 'predicted', prediction }]);
  expect(fractions).toEqual([]);
});
