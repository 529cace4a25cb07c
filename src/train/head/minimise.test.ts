import { expect, test } from 'vitest';
import { minimise } from './minimise.ts';
import type { Objective } from './objective.ts';

const options = { tolerance: 1e-12, maxIterations: 500 };

/** ½ Σ c_k (x_k − k)². */
function bowl(curvatures: readonly number[]): Objective {
  return (parameters, gradient) =>
    curvatures.reduce((sum, curvature, at) => {
      const distance = parameters[at]! - at;
      gradient[at]! += curvature * distance;
      return sum + (curvature / 2) * distance ** 2;
    }, 0);
}

test('finds the bottom of a bowl a million times as steep one way as the other', async () => {
  const { parameters, hasConverged } = await minimise(
    bowl([1, 1e3, 1e6]),
    Float64Array.of(9, -9, 9),
    options,
  );
  expect(hasConverged).toBe(true);
  for (const [at, value] of parameters.entries()) expect(value).toBeCloseTo(at, 10);
});

test('finds the minimum of a function that is no bowl: Σ e^x − a·x has it at ln a', async () => {
  const goals = [0.01, 1, 50];
  const objective: Objective = (parameters, gradient) =>
    goals.reduce((sum, goal, at) => {
      gradient[at]! += Math.exp(parameters[at]!) - goal;
      return sum + Math.exp(parameters[at]!) - goal * parameters[at]!;
    }, 0);
  const { parameters } = await minimise(objective, new Float64Array(3), options);
  for (const [at, goal] of goals.entries()) expect(parameters[at]).toBeCloseTo(Math.log(goal), 10);
});

test('tells every step, of values that never rise, and starts with the start', async () => {
  const values: number[] = [];
  const start = Float64Array.of(5, 5);
  const minimum = await minimise(bowl([1, 40]), start, {
    ...options,
    onStep: ({ iteration, value }) => {
      expect(iteration).toBe(values.length);
      values.push(value);
      return undefined;
    },
  });
  expect(values[0]).toBe(0.5 * 25 + 20 * 16);
  expect(values.length).toBe(minimum.iteration + 1);
  for (const [at, value] of values.slice(1).entries()) expect(value).toBeLessThanOrEqual(values[at]!);
  expect(start).toEqual(Float64Array.of(5, 5));
});

test('ends after the iterations that it was allowed, and says so', async () => {
  const few = await minimise(bowl([1, 1e3, 1e6]), Float64Array.of(9, 9, 9), { ...options, maxIterations: 2 });
  expect(few).toMatchObject({ iteration: 2, hasConverged: false });
});

test('what a step throws ends it', async () => {
  const onStep = () => Promise.reject(new Error('enough'));
  await expect(minimise(bowl([1]), Float64Array.of(9), { ...options, onStep })).rejects.toThrow('enough');
});
