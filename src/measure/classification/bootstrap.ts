/** Percentile bootstrap [Efron & Tibshirani 1993, §13.3] within strata, of many statistics at once. */
import { createRandom } from '../random.ts';
import { type Interval, isDefined, type Measured } from './measured.ts';

/**
 * A number of the pictures, each counted so many times.
 *
 * @param weights how often each picture was drawn, in the pictures' order.
 */
export type WeightedStatistic = (weights: Float64Array) => Measured;

export interface BootstrapOptions {
  readonly seed: number;
  /** 2,000 when missing. */
  readonly draws?: number;
}

const usualDraws = 2000;
const halfTail = 0.025;

/**
 * Draws as many pictures as there are, with replacement and within each stratum (so that the share of the classes
 * stays), again and again; 2.5% of the statistics drawn lie beyond each end.
 *
 * A generator, since 20,000 pictures take a second: it yields after each draw the share that is done, and its caller
 * decides when the page breathes. {@link bootstrapIntervals} does all at once.
 *
 * @param strata a number per picture; pictures of one number are drawn from one another.
 * @returns null for a statistic that was defined in fewer than half of the draws. The same for the same seed.
 */
export function* bootstrapSteps<Name extends string>(
  strata: ArrayLike<number>,
  statistics: Readonly<Record<Name, WeightedStatistic>>,
  { seed, draws = usualDraws }: BootstrapOptions,
): Generator<number, Readonly<Record<Name, Interval | null>>, void> {
  const groups = groupIndices(strata);
  const random = createRandom(seed);
  const weights = new Float64Array(strata.length);
  const names = Object.keys(statistics) as Name[];
  const drawn = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let draw = 0; draw < draws; draw++) {
    weights.fill(0);
    for (const group of groups) {
      for (let pick = 0; pick < group.length; pick++) {
        weights[group[Math.floor(random() * group.length)]!]! += 1;
      }
    }
    for (const name of names) {
      const value = statistics[name](weights);
      if (isDefined(value)) drawn.get(name)?.push(value);
    }
    yield (draw + 1) / draws;
  }
  const intervals = names.map((name) => [name, percentiles(drawn.get(name) ?? [], draws)]);
  return Object.fromEntries(intervals) as Record<Name, Interval | null>;
}

/** {@link bootstrapSteps} in one go. */
export function bootstrapIntervals<Name extends string>(
  strata: ArrayLike<number>,
  statistics: Readonly<Record<Name, WeightedStatistic>>,
  options: BootstrapOptions,
): Readonly<Record<Name, Interval | null>> {
  const steps = bootstrapSteps(strata, statistics, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function groupIndices(strata: ArrayLike<number>): readonly Uint32Array[] {
  const groups = new Map<number, number[]>();
  for (let index = 0; index < strata.length; index++) {
    const group = groups.get(strata[index]!) ?? [];
    groups.set(strata[index]!, group);
    group.push(index);
  }
  return [...groups.values()].map((group) => Uint32Array.from(group));
}

function percentiles(values: readonly number[], draws: number): Interval | null {
  if (values.length === 0 || values.length < draws / 2) return null;
  const sorted = Float64Array.from(values).sort();
  const cut = Math.floor(sorted.length * halfTail);
  return { low: sorted[cut]!, high: sorted[sorted.length - 1 - cut]! };
}
