/** How long the fusion lab takes for one change, on the real maps of all layers. */
import { createFuser, type Fuser, type Fusion } from '../src/cam/fusion.ts';
import type { Explanation, ModelInfo } from '../src/engine/api.ts';
import { cardPath, createNodeEngine } from '../test/nodeEngine.ts';
import { readPicture } from './engineInNode.ts';

export interface FusionTiming {
  readonly rule: Fusion['kind'];
  /** Rescaling and grouping the maps of a run, which every rule needs once. */
  readonly prepareMs: number;
  /** The longest piece of the work that is done ahead while the mix is open. */
  readonly aheadMs: number;
  /** The first map by this rule after that, and without it. */
  readonly firstMs: number;
  readonly unpreparedMs: number;
  /** After the first: the median and the worst of the changes that a user's sliders make. */
  readonly changeMs: number;
  readonly worstMs: number;
}

const rules = ['mean', 'maximum', 'product', 'winsor'] as const;
/** Of each time the best counts: what else the machine does is not the fusion's. */
const rounds = 5;
const changes = 60;

/** @returns one row for each rule, on all 155 layers at the input's size. */
export async function benchFusion(): Promise<readonly FusionTiming[]> {
  const engine = createNodeEngine();
  const { model } = await engine.open({ cardUrl: cardPath, backend: 'wasm' });
  const run = await engine.explain({ input: readPicture(), target: 'predicted' });
  return rules.map((rule) => {
    const passes = Array.from({ length: rounds }, () => timePass(rule, model, run));
    const best = passes[0]!.map((_, step) => Math.min(...passes.map((times) => times[step]!)));
    const [prepareMs = 0, aheadMs = 0, firstMs = 0, unpreparedMs = 0, ...times] = best;
    const [changeMs, worstMs] = [middle(times), Math.max(...times)];
    return { rule, prepareMs, aheadMs, firstMs, unpreparedMs, changeMs, worstMs };
  });
}

function fuserOf({ layers, card }: ModelInfo, { maps }: Explanation): Fuser {
  const { width, height } = card.input;
  return createFuser(maps.positiveGradCam, layers, { sign: 'positive', width, height });
}

/** The times of what stands in {@link FusionTiming}, then of each step while ends, blocks and percentile move. */
function timePass(rule: (typeof rules)[number], model: ModelInfo, run: Explanation): number[] {
  const { layers } = model;
  const last = layers.length - 1;
  let fuser: Fuser | null = null;
  const prepareMs = timeOf(() => {
    fuser = fuserOf(model, run);
  });
  const timeFusion = (weights: readonly number[], percentile: number) => {
    const fusion = fusionOf(rule, run, weights, percentile);
    return timeOf(() => fuser?.fuse(fusion));
  };
  const everyLayer = layers.map(() => 1);
  const unpreparedMs = timeFusion(everyLayer, 80);
  fuser = fuserOf(model, run);
  let aheadMs = 0;
  for (let isMore = true; isMore; ) {
    const pieceMs = timeOf(() => {
      isMore = fuser?.prepareNext() ?? false;
    });
    aheadMs = Math.max(aheadMs, pieceMs);
  }
  const firstMs = timeFusion(everyLayer, 80);
  const times = Array.from({ length: changes }, (_, step) => {
    const weights = layers.map(({ index, block }) => {
      if (step % 3 === 0) return index < step ? 0 : 1;
      if (step % 3 === 1) return index > last - step ? 0 : 1;
      return block === step % 17 ? (step % 5) / 4 : 1;
    });
    return timeFusion(weights, 20 + step);
  });
  return [prepareMs, aheadMs, firstMs, unpreparedMs, ...times];
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
