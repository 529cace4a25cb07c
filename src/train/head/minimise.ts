import type { Objective } from './objective.ts';

/** Where a minimisation stands, after each of its steps. */
export interface MinimiseStep {
  /** Counted from 0, the start. */
  readonly iteration: number;
  readonly value: number;
  readonly gradientNorm: number;
  /** Valid until the next step; not to be changed. */
  readonly parameters: Float64Array;
}

export interface MinimiseOptions {
  /** Ends where the norm of the gradient is below it, or as near to 0 as rounding lets it come. */
  readonly tolerance: number;
  readonly maxIterations: number;
  /** Awaited after each step: to tell, to draw breath, or to end it all by throwing. */
  readonly onStep?: (step: MinimiseStep) => Promise<void> | undefined;
}

export interface Minimum extends MinimiseStep {
  /** False where it ended for another reason than its tolerance. */
  readonly hasConverged: boolean;
}

/** Pairs of former steps that are remembered. */
const memory = 20;
/** Constants of the line search: Armijo's, and the share of the slope that may be left. */
const [armijo, curvature] = [0.1, 0.9];
/** How much a value may rise that is equal but for rounding. */
const slack = 1e-15;
const maxTrials = 40;
/** Iterations without half of the lowest gradient so far, after which rounding is all that is left. */
const patience = 40;
/** What rounding leaves of the first gradient, at most. */
const roundingShare = 1e-14;

/**
 * The minimum of a smooth convex function, by L-BFGS [Nocedal & Wright 2006, §7.2] with the approximate Wolfe
 * conditions of [Hager & Zhang 2005, §1], which look at slopes where values no longer differ, so that a tolerance of
 * 1e-12 can be met in float64.
 *
 * @param start is left as it is
 */
export async function minimise(
  objective: Objective,
  start: Float64Array,
  options: MinimiseOptions,
): Promise<Minimum> {
  const size = start.length;
  const evaluate = (parameters: Float64Array): Point => {
    const gradient = new Float64Array(size);
    const value = objective(parameters, gradient);
    return { parameters, gradient, value };
  };
  const pairs: Pair[] = [];
  let here = evaluate(start.slice());
  const first = norm(here.gradient);
  let lowest = { norm: first, iteration: 0 };
  for (let iteration = 0; ; iteration++) {
    const gradientNorm = norm(here.gradient);
    if (gradientNorm < lowest.norm / 2) lowest = { norm: gradientNorm, iteration };
    const step = { iteration, value: here.value, gradientNorm, parameters: here.parameters };
    await options.onStep?.(step);
    const isStuck = iteration - lowest.iteration >= patience;
    const hasConverged =
      gradientNorm < options.tolerance || (isStuck && gradientNorm < roundingShare * first);
    if (hasConverged || iteration === options.maxIterations) return { ...step, hasConverged };
    const direction = descend(here.gradient, pairs);
    // Without a memory nothing is known of the function's scale: a first step of length 1 at most.
    const trial = pairs.length > 0 ? 1 : Math.min(1, 1 / norm(direction));
    const next = searchLine(evaluate, here, direction, trial);
    if (next === null) {
      if (pairs.length === 0) return { ...step, hasConverged };
      // The memory may be spoilt by rounding: it starts anew.
      pairs.length = 0;
      continue;
    }
    const moved = difference(next.parameters, here.parameters);
    const turned = difference(next.gradient, here.gradient);
    const product = dot(moved, turned);
    if (product > 0) pairs.push({ moved, turned, product });
    if (pairs.length > memory) pairs.shift();
    here = next;
  }
}

interface Pair {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly product: number;
}

interface Point {
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
}

/** The two-loop recursion: minus the gradient, times the inverse curvature as far as it is known. */
function descend(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((slope) => -slope);
  const shares: number[] = [];
  for (const pair of pairs.toReversed()) {
    const share = dot(pair.moved, direction) / pair.product;
    shares.push(share);
    addScaled(direction, -share, pair.turned);
  }
  const last = pairs.at(-1);
  const factor = last ? last.product / dot(last.turned, last.turned) : 1;
  for (let at = 0; at < direction.length; at++) direction[at]! *= factor;
  for (const pair of pairs) {
    addScaled(direction, shares.pop()! - dot(pair.turned, direction) / pair.product, pair.moved);
  }
  return direction;
}

/** A point further along the direction that is good enough, found between steps that are too short and too long. */
function searchLine(
  evaluate: (parameters: Float64Array) => Point,
  here: Point,
  direction: Float64Array,
  firstStep: number,
): Point | null {
  const slope = dot(here.gradient, direction);
  if (!(slope < 0)) return null;
  const allowed = slack * Math.max(1, Math.abs(here.value));
  let short = { step: 0, slope };
  let long: { readonly step: number; readonly slope: number } | null = null;
  let step = firstStep;
  for (let trial = 0; trial < maxTrials; trial++) {
    const parameters = here.parameters.slice();
    addScaled(parameters, step, direction);
    const point = evaluate(parameters);
    const found = dot(point.gradient, direction);
    const isLower = point.value <= here.value + armijo * step * slope;
    const isFlat = point.value <= here.value + allowed && found <= (2 * armijo - 1) * slope;
    if (found >= curvature * slope && (isLower || isFlat)) return point;
    if (found < curvature * slope && point.value <= here.value + allowed) short = { step, slope: found };
    else long = { step, slope: found };
    step = long === null ? 3 * step : between(short, long);
  }
  return null;
}

/** Where the slope would be 0 if it were linear, kept off both ends. */
function between(
  short: { readonly step: number; readonly slope: number },
  long: { readonly step: number; readonly slope: number },
): number {
  const width = long.step - short.step;
  const share = short.slope / (short.slope - long.slope);
  return short.step + width * (Number.isFinite(share) ? Math.min(0.9, Math.max(0.1, share)) : 0.5);
}

function norm(values: Float64Array): number {
  return Math.sqrt(dot(values, values));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

function addScaled(target: Float64Array, factor: number, values: Float64Array): void {
  for (let at = 0; at < target.length; at++) target[at]! += factor * values[at]!;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, at) => value - b[at]!);
}
