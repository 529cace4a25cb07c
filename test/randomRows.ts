/** Random features, classes and heads for tests of training. */
import { createRandom } from '../src/measure/random.ts';
import type { FeatureRows } from '../src/train/head/featureRows.ts';
import type { Objective } from '../src/train/head/objective.ts';

/** Numbers from 0 to 2. */
export function randomRows(count: number, dimension: number, seed: number): FeatureRows {
  const random = createRandom(seed);
  return { count, dimension, values: Float32Array.from({ length: count * dimension }, () => 2 * random()) };
}

/** Numbers from −1 to 1. */
export function randomParameters(length: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => 2 * random() - 1);
}

/** Classes that take turns. */
export function turningClasses(count: number, classCount: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, row) => row % classCount);
}

/** The largest difference between an objective's gradient and its central differences. */
export function gradientError(objective: Objective, parameters: Float64Array): number {
  const gradient = new Float64Array(parameters.length);
  objective(parameters, gradient);
  const valueAt = (index: number, step: number) => {
    const moved = parameters.slice();
    moved[index]! += step;
    return objective(moved, new Float64Array(parameters.length));
  };
  const step = 1e-5;
  const errors = Array.from(gradient, (slope, index) =>
    Math.abs(slope - (valueAt(index, step) - valueAt(index, -step)) / (2 * step)),
  );
  return Math.max(...errors);
}
