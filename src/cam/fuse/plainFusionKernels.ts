import { evidenceScale } from '../map/evidenceSide.ts';
import { zeroGrid } from '../map/grid.ts';
import { addResized, resize } from '../map/resize.ts';
import { mapStatistics } from '../map/statistics.ts';
import type { FusionKernels } from './fusionKernels.ts';
import { layerTotals } from './layerTotals.ts';

/** So many factors may be multiplied before a logarithm is taken: a double holds 1/512 to the power of 113. */
const mostFactors = 96;

/** The definitions in plain loops. Slow, but they run everywhere; the tests hold the others to them. */
export const plainFusionKernels: FusionKernels = {
  rescale(maps, side) {
    const scales = maps.map((map) => evidenceScale(mapStatistics(map), side));
    return {
      emptyReasons: scales.map(({ empty }) => empty),
      maps: maps.map(({ width, height, data }, position) => {
        const { empty, origin, limit } = scales[position]!;
        const scaled = zeroGrid(width, height);
        for (let cell = 0; empty === null && cell < data.length; cell++) {
          scaled.data[cell] = (Math.max(side.direction * data[cell]!, 0) - origin) / (limit - origin);
        }
        return scaled;
      }),
    };
  },

  reuse: () => undefined,

  totals: (stack) => layerTotals(stack, new Float32Array(stack.width * stack.height).fill(1)),

  sum({ width, height, maps, groups }, weights) {
    const total = zeroGrid(width, height);
    for (const group of groups) {
      const sum = zeroGrid(group.width, group.height);
      for (const position of group.members) {
        const { data } = maps[position]!;
        for (let cell = 0; cell < data.length; cell++) sum.data[cell]! += weights[position]! * data[cell]!;
      }
      addResized(total, sum);
    }
    return total.data;
  },

  saturatedMaximum({ width, height, maps }, members, gain) {
    const largest = new Float32Array(width * height).fill(-1);
    const winners = new Int32Array(largest.length);
    for (const position of members) {
      const { data } = resize(maps[position]!, width, height);
      for (let pixel = 0; pixel < largest.length; pixel++) {
        if (data[pixel]! <= largest[pixel]!) continue;
        largest[pixel] = data[pixel]!;
        winners[pixel] = position;
      }
    }
    // tanh rises, so that the maximum may be taken before it.
    return { values: largest.map((value) => Math.tanh(gain * value)), winners };
  },

  geometricMean({ width, height, maps }, members, floor) {
    const logarithms = new Float64Array(width * height);
    const products = new Float64Array(logarithms.length).fill(1);
    const takeLogarithms = () => {
      for (let pixel = 0; pixel < products.length; pixel++) logarithms[pixel]! += Math.log(products[pixel]!);
      products.fill(1);
    };
    for (const [index, position] of members.entries()) {
      const { data } = resize(maps[position]!, width, height);
      for (let pixel = 0; pixel < products.length; pixel++) products[pixel]! *= data[pixel]! + floor;
      if (index % mostFactors === mostFactors - 1) takeLogarithms();
    }
    takeLogarithms();
    return Float32Array.from(logarithms, (logarithm) => Math.exp(logarithm / members.length));
  },
};
