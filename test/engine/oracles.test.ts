import { describe, expect, test } from 'vitest';
import type { BackendName, EngineInfo } from '../../src/engine/api.ts';
import { relativeL2 } from '../compareMaps.ts';
import { cardPath, createNodeEngine } from '../nodeEngine.ts';
import { readFullOracles, readOracles } from '../oracles/readOracles.ts';

/*
 * float32 against an independent float64 implementation. A ReLU6 unit that sits on its kink may flip, hence
 * the tolerance for the worst map.
 */
const worstError = 3e-2;
const medianError = 5e-3;
const probabilityError = 1e-3;

const full = readFullOracles();
if (!full) console.warn('skipped: the large early maps of 15 runs, which only the full reference has');
const { pictures } = full ?? readOracles();

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  const engine = createNodeEngine();
  let opened: Promise<EngineInfo> | null = null;
  const open = () => {
    opened ??= engine.open({ cardUrl: cardPath, backend });
    return opened;
  };

  test.each(pictures)(
    "$id: every layer's map agrees with the reference",
    async ({ input, runs, pDog, logit }) => {
      const { model, backend: chosen, tracing } = await open();
      expect({ chosen: chosen.name, tracing: tracing.kind }).toEqual({ chosen: backend, tracing: 'plan' });
      expect(runs.length).toBeGreaterThan(0);

      for (const classIndex of new Set(runs.map((run) => run.classIndex))) {
        const explanation = await engine.explain({ input, target: classIndex });
        expect(explanation.prediction.logits[0]).toBeCloseTo(logit, 3);
        expect(Math.abs(explanation.prediction.probabilities[1]! - pDog)).toBeLessThan(probabilityError);

        for (const run of runs.filter((candidate) => candidate.classIndex === classIndex)) {
          const errors = model.layers.flatMap(({ index, offset, height, width }) => {
            const expected = run.maps[index];
            if (!expected) return [];
            return [
              relativeL2(explanation.maps[run.method].subarray(offset, offset + height * width), expected),
            ];
          });
          errors.sort((a, b) => a - b);
          expect(errors.length, run.method).toBeGreaterThan(130);
          expect(errors.at(-1), `${run.method}, worst`).toBeLessThan(worstError);
          expect(errors[errors.length >> 1], `${run.method}, median`).toBeLessThan(medianError);
        }
      }
    },
  );
});
