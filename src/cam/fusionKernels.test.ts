import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../test/compareMaps.ts';
import { runOfMaps } from '../../test/runOfMaps.ts';
import type { FusionKernels } from './fusionKernels.ts';
import { createLayerStack, type LayerStack } from './fusionStack.ts';
import { plainFusionKernels } from './plainFusionKernels.ts';
import { createWasmFusionKernels } from './wasmFusionKernels.ts';

const wasm = createWasmFusionKernels();
if (wasm === null) throw new Error('this Node.js runs no SIMD');
const implementations: readonly { name: string; kernels: FusionKernels }[] = [
  { name: 'plain', kernels: plainFusionKernels },
  { name: 'WebAssembly', kernels: wasm },
];
const floor = 1 / 512;

function stackOf(maps: readonly (readonly number[])[], width: number, height: number): LayerStack {
  const run = runOfMaps(maps);
  return createLayerStack(run.maps, run.layers, { sign: 'positive', direction: 1 }, width, height);
}

/** Up to 40 layers of sides 1 to 6 at any small size, wider and narrower than a tile of the kernel. */
const anyStack = fc
  .tuple(
    fc
      .array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 40 })
      .chain((sides) =>
        fc.tuple(
          ...sides.map((side) =>
            fc.array(fc.integer({ min: -5, max: 20 }), { minLength: side * side, maxLength: side * side }),
          ),
        ),
      ),
    fc.integer({ min: 1, max: 37 }),
    fc.integer({ min: 1, max: 20 }),
  )
  .map(([maps, width, height]) => stackOf(maps, width, height));

const anyMembers = anyStack.chain((stack) =>
  fc.tuple(fc.constant(stack), fc.subarray([...stack.maps.keys()])),
);

test('the kernel in WebAssembly gives what the plain loops give', () => {
  fc.assert(
    fc.property(anyMembers, ([stack, members]) => {
      const plain = plainFusionKernels.largest(stack, members);
      const fast = wasm.largest(stack, members);
      expect(largestDifference(fast.values, plain.values)).toBeLessThan(1e-6);
      const means = [wasm, plainFusionKernels].map((kernels) => kernels.geometricMean(stack, members, floor));
      expect(largestDifference(means[0]!, means[1]!)).toBeLessThan(1e-6);
    }),
  );
});

describe.each(implementations)('$name', ({ kernels }) => {
  // At two by two nothing is resized. Rescaled: [0, .5, 1, 0], [1, 1, 0, 0] and, from one cell, zeros.
  const stack = stackOf([[0, 2, 4, -1], [5, 5, 0, 0], [3]], 2, 2);

  test('has the largest value of each pixel, and of equals the first layer', () => {
    const { values, winners } = kernels.largest(stack, [0, 1, 2]);
    expect(Array.from(values)).toEqual([1, 1, 1, 0]);
    expect(Array.from(winners)).toEqual([1, 1, 0, 0]);
  });

  test('interpolates before it looks for the largest', () => {
    // Along a row of four, [1, 0] is [1, .75, .25, 0] and [0, .5 of 1] is half of the opposite.
    const rows = stackOf(
      [
        [1, 0, 1, 0],
        [0, 1, 0, 1],
      ],
      4,
      1,
    );
    const { values, winners } = kernels.largest(rows, [0, 1]);
    expect(Array.from(values)).toEqual([1, 0.75, 0.75, 1]);
    expect(Array.from(winners)).toEqual([0, 0, 1, 1]);
  });

  test('gives a pixel to the first of equals also where they are of different sizes', () => {
    const sizes = stackOf(
      [
        [0, 1, 0, 0, 0, 0, 0, 0, 1],
        [1, 0, 0, 1],
        [0, 0, 0, 0, 0, 0, 0, 1, 1],
      ],
      3,
      3,
    );
    expect(kernels.largest(sizes, [0, 1, 2]).winners[8]).toBe(0);
    expect(kernels.largest(sizes, [1, 2]).winners[8]).toBe(1);
  });

  test('has the root of the product of what is above the floor', () => {
    // Factors (L + 1/512): [1, 257, 513, 1] / 512 and [513, 513, 1, 1] / 512.
    const values = kernels.geometricMean(stack, [0, 1], floor);
    const expected = [513, 257 * 513, 513, 1].map((product) => Math.sqrt(product) / 512);
    expect(largestDifference(values, Float32Array.from(expected))).toBeLessThan(1e-6);
  });

  test('of one layer is that layer', () => {
    expect(kernels.largest(stack, [0]).values).toEqual(stack.maps[0]!.data);
    const above = stack.maps[0]!.data.map((value) => value + floor);
    expect(largestDifference(kernels.geometricMean(stack, [0], floor), above)).toBeLessThan(1e-6);
  });

  test('holds a product of many zeros, which no float32 could', () => {
    const zeros = stackOf(
      Array.from({ length: 300 }, () => [0, 1, 1, 1]),
      2,
      2,
    );
    const values = kernels.geometricMean(zeros, [...zeros.maps.keys()], floor);
    expect(
      largestDifference(
        values,
        Float32Array.of(1, 513, 513, 513).map((v) => v / 512),
      ),
    ).toBeLessThan(1e-6);
  });

  test('does not depend on the order of the layers', () => {
    fc.assert(
      fc.property(anyMembers, ([{ width, height, maps, groups }, members]) => {
        const last = maps.length - 1;
        const mirrored = {
          width,
          height,
          maps: maps.toReversed(),
          groups: groups.map((group) => ({
            ...group,
            members: group.members.map((position) => last - position).toReversed(),
          })),
        };
        const others = members.map((position) => last - position).toReversed();
        const there = kernels.largest({ width, height, maps, groups }, members).values;
        expect(kernels.largest(mirrored, others).values).toEqual(there);
        const mean = kernels.geometricMean({ width, height, maps, groups }, members, floor);
        expect(largestDifference(kernels.geometricMean(mirrored, others, floor), mean)).toBeLessThan(1e-6);
      }),
    );
  });

  test('answers again after a larger stack, as before', () => {
    const before = kernels.largest(stack, [0, 1]);
    const large = stackOf(
      Array.from({ length: 60 }, (_, k) => Array.from({ length: 3600 }, (_, i) => (i * k) % 7)),
      64,
      64,
    );
    kernels.largest(large, [...large.maps.keys()]);
    expect(kernels.largest(stack, [0, 1])).toEqual(before);
  });
});
