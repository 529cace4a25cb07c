/** How long the page's thread works on maps: after a run, and for a change in the fusion lab. */

import { createFuser, type Fuser, type Fusion } from '../src/cam/fuse/fusion.ts';
import { fuseSharpest } from '../src/cam/fuse/fusionSharpest.ts';
import { displayGrid } from '../src/cam/map/displayGrid.ts';
import { layerMap } from '../src/cam/map/layerMap.ts';
import type { Explanation, ModelInfo } from '../src/engine/api.ts';
import { cardPath, createNodeEngine } from '../test/nodeEngine.ts';
import { readPicture } from './engineInNode.ts';

export interface FusionTiming {
  readonly shown: Fusion['kind'] | 'sharpest' | 'layer';
  /** The first map after a run: all layers' maps are made ready, then fused. Of single layers the slowest. */
  readonly firstMs: number;
  /** Changes that a user's sliders make: the median and the worst; null for what has no sliders. */
  readonly changeMs: number | null;
  readonly worstMs: number | null;
}

const rules = ['mean', 'maximum', 'product', 'winsor'] as const;
/** Of each time the best counts: what else the machine does is not the fusion's. */
const rounds = 25;
const changes = 60;

/** @returns one row for each rule and preset, on all 155 layers at the input's size, and one for single layers. */
export async function benchFusion(): Promise<readonly FusionTiming[]> {
  const engine = createNodeEngine();
  const { model } = await engine.open({ cardUrl: cardPath, backend: 'wasm' });
  const run = await engine.explain({ input: readPicture(), target: 'predicted' });
  const { width, height } = model.card.input;
  const sharpest = bestOf(() => [
    timeOf(() => fuseSharpest(run.maps, model.layers, { sign: 'positive', width, height })),
  ]);
  const layers = bestOf(() =>
    model.layers.map((layer) =>
      timeOf(() => displayGrid(layerMap(run.maps.positiveGradCam, layer), 'positive', null)),
    ),
  );
  return [
    ...rules.map((rule) => {
      const [firstMs = 0, ...times] = bestOf(() => timePass(rule, model, run));
      return { shown: rule, firstMs, changeMs: middle(times), worstMs: Math.max(...times) };
    }),
    { shown: 'sharpest', firstMs: Math.max(...sharpest), changeMs: null, worstMs: null },
    { shown: 'layer', firstMs: Math.max(...layers), changeMs: null, worstMs: null },
  ];
}

/** The best of several rounds, step by step. */
function bestOf(timeSteps: () => readonly number[]): readonly number[] {
  const passes = Array.from({ length: rounds }, timeSteps);
  return passes[0]!.map((_, step) => Math.min(...passes.map((times) => times[step]!)));
}

/** The time of the first map, then of each step while ends, blocks and percentile move. */
function timePass(
  rule: (typeof rules)[number],
  { layers, card }: ModelInfo,
  run: Explanation,
): readonly number[] {
  const { width, height } = card.input;
  const last = layers.length - 1;
  let fuser: Fuser | null = null;
  const fuse = (weights: readonly number[], percentile: number) => {
    fuser ??= createFuser(run.maps.positiveGradCam, layers, { sign: 'positive', width, height });
    return fuser.fuse(fusionOf(rule, run, weights, percentile));
  };
  const everyLayer = layers.map(() => 1);
  const firstMs = timeOf(() => fuse(everyLayer, 80));
  const times = Array.from({ length: changes }, (_, step) => {
    const weights = layers.map(({ index, block }) => {
      if (step % 3 === 0) return index < step ? 0 : 1;
      if (step % 3 === 1) return index > last - step ? 0 : 1;
      return block === step % 17 ? (step % 5) / 4 : 1;
    });
    return timeOf(() => fuse(weights, 20 + step));
  });
  return [firstMs, ...times];
}

function fusionOf(
  rule: (typeof rules)[number],
  { importance }: Explanation,
  weights: readonly number[],
  percentile: number,
): Fusion {
  return rule === 'winsor' ? { kind: rule, importance, percentile, weights } : { kind: rule, weights };
}

function timeOf(work: () => unknown): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
