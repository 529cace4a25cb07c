import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestDifference } from '../../../test/compareMaps.ts';
import { runOfMaps } from '../../../test/runOfMaps.ts';
import { displayGrid } from '../map/displayGrid.ts';
import { resize } from '../map/resize.ts';
import { createFuser } from './fusion.ts';

const size = { width: 7, height: 6 } as const;

/** Nine layers of three sizes, so that groups have several layers; some are empty. */
const anyRun = fc
  .array(fc.constantFrom(1, 2, 3), { minLength: 9, maxLength: 9 })
  .chain((sides) =>
    fc.tuple(
      ...sides.map((side) =>
        fc.array(fc.integer({ min: -5, max: 20 }), { minLength: side * side, maxLength: side * side }),
      ),
    ),
  )
  .map((maps) => runOfMaps(maps));

const anyWeights = fc.array(fc.constantFrom(0, 0, 0.5, 1), { minLength: 9, maxLength: 9 });

/** The definition, layer by layer and pixel by pixel: docs/mathematics.md "Other fusions". */
function fusePlainly(
  { maps, layers }: ReturnType<typeof runOfMaps>,
  kind: 'mean' | 'maximum' | 'product',
  weights: readonly number[],
): Float32Array {
  const members = layers.flatMap((layer, position) => {
    const data = maps.subarray(layer.offset, layer.offset + layer.width * layer.height);
    const own = displayGrid({ width: layer.width, height: layer.height, data }, 'positive', null);
    if (weights[position] === 0) return [];
    const { data: values } = resize(own.grid, size.width, size.height);
    return [{ weight: weights[position]!, values, isEmpty: own.empty !== null }];
  });
  const shown = members.filter(({ isEmpty }) => !isEmpty);
  const fused = Float32Array.from({ length: size.width * size.height }, (_, pixel) => {
    const at = shown.map(({ values }) => values[pixel]!);
    if (kind === 'maximum') return at.length === 0 ? 0 : Math.tanh(2 * Math.max(...at));
    if (kind === 'product') {
      const factors = at.map((value) => (value + 1 / 512) / (1 + 1 / 512));
      return at.length === 0
        ? 0
        : factors.reduce((product, factor) => product * factor, 1) ** (1 / at.length);
    }
    const total = members.reduce((sum, { weight }) => sum + weight, 0);
    const sum = members.reduce((partial, { weight, values }) => partial + weight * values[pixel]!, 0);
    return total === 0 ? 0 : sum / total;
  });
  return fused;
}

test('one change after another gives what the definition gives', () => {
  const steps = fc.array(
    fc.record({
      kind: fc.constantFrom('mean' as const, 'maximum' as const, 'product' as const),
      weights: anyWeights,
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(anyRun, steps, (run, changes) => {
      const fuser = createFuser(run.maps, run.layers, { sign: 'positive', ...size });
      for (const { kind, weights } of changes) {
        const { grid, range } = fuser.fuse({ kind, weights });
        const plain = fusePlainly(run, kind, weights);
        const extent = range.max - range.min;
        const unscaled = grid.data.map((value) => range.min + value * extent);
        // A flat map is shown as zeros, whatever its one value is.
        if (extent > 0) expect(largestDifference(unscaled, plain), kind).toBeLessThan(1e-6);
        else expect(Math.max(...plain) - Math.min(...plain), kind).toBeLessThan(1e-6);
      }
    }),
  );
});
