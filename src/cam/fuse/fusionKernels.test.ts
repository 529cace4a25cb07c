import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { largestDifference } from '../../../test/compareMaps.ts';
import type { EvidenceSide } from '../map/evidenceSide.ts';
import type { Grid } from '../map/grid.ts';
import type { FusionKernels } from './fusionKernels.ts';
import { groupBySize } from './fusionStack.ts';
import { plainFusionKernels } from './plainFusionKernels.ts';
import type { ResizedStack } from './resizedStack.ts';
import { createWasmFusionKernels } from './wasmFusionKernels.ts';

const wasm = createWasmFusionKernels();
if (wasm === null) throw new Error('this Node.js runs no SIMD');
const implementations: readonly { name: string; kernels: FusionKernels }[] = [
  { name: 'plain', kernels: plainFusionKernels },
  { name: 'WebAssembly', kernels: wasm },
];
const positive: EvidenceSide = { sign: 'positive', direction: 1 };
const sides: readonly EvidenceSide[] = [
  positive,
  { sign: 'negative', direction: -1 },
  { sign: 'signed', direction: 1 },
  { sign: 'signed', direction: -1 },
];
const [gain, floor] = [2, 1 / 512];

function grid(width: number, height: number, ...values: number[]): Grid {
  return { width, height, data: Float32Array.from(values) };
}

function stackOf(maps: readonly Grid[], width: number, height: number): ResizedStack {
  return { width, height, maps, groups: groupBySize(maps) };
}

const anyMap = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 }))
  .chain(([width, height]) =>
    fc
      .array(fc.integer({ min: -9, max: 20 }), { minLength: width * height, maxLength: width * height })
      .map((values) => grid(width, height, ...values)),
  );

/** Up to 40 layers of any small sizes, at sizes wider and narrower than a tile of the kernels; at least one takes part. */
const anyStack = fc
  .tuple(
    fc.array(anyMap, { minLength: 1, maxLength: 40 }),
    fc.constantFrom(...sides),
    fc.integer({ min: 1, max: 37 }),
    fc.integer({ min: 1, max: 20 }),
  )
  .map(([maps, side, width, height]) => stackOf(plainFusionKernels.rescale(maps, side).maps, width, height))
  .chain((stack) =>
    fc.record({
      stack: fc.constant(stack),
      members: fc.subarray([...stack.maps.keys()], { minLength: 1 }),
      weights: fc.array(fc.constantFrom(0, 0.25, 1, 3), {
        minLength: stack.maps.length,
        maxLength: stack.maps.length,
      }),
    }),
  );

describe('the kernels in WebAssembly give what the plain loops give', () => {
  test('of raw maps, for either side of every sign, with reasons where there is nothing to show', () => {
    const flawed = anyMap.chain((map) =>
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3e38).map((value) => {
        const data = map.data.slice();
        data[data.length - 1] = value;
        return { ...map, data };
      }),
    );
    const maps = fc.array(fc.oneof(anyMap, flawed, fc.constant(grid(0, 0))), { maxLength: 20 });
    fc.assert(
      fc.property(maps, fc.constantFrom(...sides), (raw, side) => {
        const [fast, plain] = [wasm.rescale(raw, side), plainFusionKernels.rescale(raw, side)];
        expect(fast.emptyReasons).toEqual(plain.emptyReasons);
        fast.maps.forEach((map, position) => {
          const expected = plain.maps[position]!;
          expect([map.width, map.height, map.data.length]).toEqual([
            expected.width,
            expected.height,
            expected.data.length,
          ]);
          expect(largestDifference(map.data, expected.data)).toBeLessThan(1e-6);
        });
      }),
    );
  });

  test('of raw maps in the place of others that are no longer needed', () => {
    fc.assert(
      fc.property(fc.array(anyMap, { minLength: 1, maxLength: 20 }), ([...raw]) => {
        const former = wasm.rescale(raw, { sign: 'negative', direction: -1 });
        wasm.reuse(former.maps);
        const { maps } = wasm.rescale(raw, positive);
        expect(maps[0]!.data.buffer).toBe(former.maps[0]!.data.buffer);
        expect(wasm.rescale(raw, positive).maps[0]!.data.buffer).not.toBe(maps[0]!.data.buffer);
        const plain = plainFusionKernels.rescale(raw, positive);
        maps.forEach(({ data }, position) => {
          expect(largestDifference(data, plain.maps[position]!.data)).toBeLessThan(1e-6);
        });
      }),
    );
  });

  test('of stacks, by every rule', () => {
    fc.assert(
      fc.property(anyStack, ({ stack, members, weights }) => {
        const [fast, plain] = [wasm, plainFusionKernels].map((kernels) => ({
          totals: kernels.totals(stack).map((total) => total / (stack.width * stack.height)),
          sum: kernels.sum(stack, weights).map((value) => value / weights.length),
          maximum: kernels.saturatedMaximum(stack, members, gain).values,
          mean: kernels.geometricMean(stack, members, floor),
        }));
        for (const rule of ['totals', 'sum', 'maximum', 'mean'] as const) {
          expect(largestDifference(fast![rule], plain![rule]), rule).toBeLessThan(1e-6);
        }
      }),
    );
  });
});

afterEach(() => vi.unstubAllGlobals());

test('where nothing may be compiled there are no kernels in WebAssembly', () => {
  vi.stubGlobal('WebAssembly', undefined);
  expect(createWasmFusionKernels()).toBeNull();
});

describe.each(implementations)('$name', ({ kernels }) => {
  // At two by two nothing is resized.
  const stack = stackOf([grid(2, 2, 0, 0.5, 1, 0), grid(2, 2, 1, 1, 0, 0)], 2, 2);

  test('rescales by the range after the sign', () => {
    const raw = [grid(2, 2, -3, 2, 4, 0), grid(1, 3, 1, 2, 5), grid(3, 1, -1, -2, 0)];
    const { maps, emptyReasons } = kernels.rescale(raw, positive);
    expect(maps[0]).toEqual(grid(2, 2, 0, 0.5, 1, 0));
    expect(maps[1]).toEqual(grid(1, 3, 0, 0.25, 1));
    expect(emptyReasons).toEqual([null, null, 'oppositeSign']);
    const against = kernels.rescale(raw, { sign: 'signed', direction: -1 });
    expect(against.maps[0]).toEqual(grid(2, 2, 0.75, 0, 0, 0));
  });

  test('weighs and interpolates before it adds', () => {
    // Along a row of four, [1, 0] is [1, .75, .25, 0].
    const rows = stackOf([grid(2, 1, 1, 0), grid(4, 1, 0, 1, 0, 1)], 4, 1);
    expect(Array.from(kernels.sum(rows, [2, 1]))).toEqual([2, 2.5, 0.5, 1]);
    expect(Array.from(kernels.totals(rows))).toEqual([2, 2]);
  });

  test('interpolates before it looks for the largest, and of equals names the first', () => {
    const rows = stackOf([grid(2, 1, 1, 0), grid(2, 1, 0, 1), grid(4, 1, 1, 0.5, 0.5, 1)], 4, 1);
    const { values, winners } = kernels.saturatedMaximum(rows, [0, 1, 2], 0.5);
    const expected = [1, 0.75, 0.75, 1].map((value) => Math.tanh(value / 2));
    expect(largestDifference(values, Float32Array.from(expected))).toBeLessThan(1e-6);
    expect(Array.from(winners)).toEqual([0, 0, 1, 1]);
    expect(Array.from(kernels.saturatedMaximum(rows, [2], 0.5).winners)).toEqual([2, 2, 2, 2]);
  });

  test('names the first of equals also where a later size came before it', () => {
    const sizes = stackOf([grid(1, 1, 0), grid(2, 1, 0, 1), grid(1, 1, 1)], 2, 1);
    expect(Array.from(kernels.saturatedMaximum(sizes, [0, 1, 2], 1).winners)).toEqual([2, 1]);
  });

  test('has the root of the product of what is above the floor', () => {
    // Factors L + 1/512: [1, 257, 513, 1] / 512 and [513, 513, 1, 1] / 512.
    const values = kernels.geometricMean(stack, [0, 1], floor);
    const expected = [513, 257 * 513, 513, 1].map((product) => Math.sqrt(product) / 512);
    expect(largestDifference(values, Float32Array.from(expected))).toBeLessThan(1e-6);
  });

  test('holds a product of many zeros, which no number could', () => {
    const zeros = stackOf(
      Array.from({ length: 300 }, () => grid(1, 1, 0)),
      1,
      1,
    );
    const values = kernels.geometricMean(zeros, [...zeros.maps.keys()], floor);
    expect(values[0]).toBeCloseTo(floor, 6);
  });

  test('of constant maps makes constants', () => {
    const constants = stackOf([grid(1, 1, 0.25), grid(2, 2, 0.5, 0.5, 0.5, 0.5)], 19, 5);
    const all = (values: Float32Array, value: number) =>
      expect(largestDifference(values, new Float32Array(95).fill(value))).toBeLessThan(1e-6);
    all(kernels.sum(constants, [1, 1]), 0.75);
    all(kernels.saturatedMaximum(constants, [0, 1], gain).values, Math.tanh(1));
    all(kernels.geometricMean(constants, [0, 1], floor), Math.sqrt((0.25 + floor) * (0.5 + floor)));
  });

  test('of one layer makes that layer', () => {
    const { data } = stack.maps[0]!;
    expect(kernels.sum(stack, [1, 0])).toEqual(data);
    const { values } = kernels.saturatedMaximum(stack, [0], gain);
    expect(
      largestDifference(
        values,
        data.map((value) => Math.tanh(gain * value)),
      ),
    ).toBeLessThan(1e-6);
    const mean = kernels.geometricMean(stack, [0], floor);
    expect(
      largestDifference(
        mean,
        data.map((value) => value + floor),
      ),
    ).toBeLessThan(1e-6);
  });

  test('does not depend on the order of the layers', () => {
    fc.assert(
      fc.property(anyStack, ({ stack: { width, height, maps }, members, weights }) => {
        const mirror = (position: number) => maps.length - 1 - position;
        const there = stackOf(maps, width, height);
        const back = stackOf(maps.toReversed(), width, height);
        const others = members.map(mirror).toReversed();
        const sums = [kernels.sum(there, weights), kernels.sum(back, weights.toReversed())];
        const maxima = [
          kernels.saturatedMaximum(there, members, gain).values,
          kernels.saturatedMaximum(back, others, gain).values,
        ];
        const means = [
          kernels.geometricMean(there, members, floor),
          kernels.geometricMean(back, others, floor),
        ];
        expect(maxima[0]).toEqual(maxima[1]);
        expect(largestDifference(sums[0]!, sums[1]!) / weights.length).toBeLessThan(1e-6);
        expect(largestDifference(means[0]!, means[1]!)).toBeLessThan(1e-6);
      }),
    );
  });

  test('answers after a larger stack as before it', () => {
    const before = kernels.saturatedMaximum(stack, [0, 1], gain);
    const large = stackOf(
      Array.from({ length: 60 }, () => ({ width: 60, height: 60, data: new Float32Array(3600).fill(1) })),
      64,
      64,
    );
    kernels.saturatedMaximum(large, [...large.maps.keys()], gain);
    expect(kernels.saturatedMaximum(stack, [0, 1], gain)).toEqual(before);
  });
});
