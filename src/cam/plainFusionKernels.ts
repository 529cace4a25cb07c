import type { FusionKernels } from './fusionKernels.ts';
import { resize } from './resize.ts';

/** So many factors may be multiplied before a logarithm is taken: a double holds 1/512 to the power of 113. */
const mostFactors = 96;

/** The definition, layer by layer. Slow, but it runs everywhere; the tests hold the others to it. */
export const plainFusionKernels: FusionKernels = {
  largest({ width, height, maps }, members) {
    const values = new Float32Array(width * height).fill(-1);
    const winners = new Int32Array(values.length);
    for (const position of members) {
      const { data } = resize(maps[position]!, width, height);
      for (let pixel = 0; pixel < values.length; pixel++) {
        if (data[pixel]! <= values[pixel]!) continue;
        values[pixel] = data[pixel]!;
        winners[pixel] = position;
      }
    }
    return { values, winners };
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
    const count = Math.max(members.length, 1);
    return Float32Array.from(logarithms, (logarithm) => Math.exp(logarithm / count));
  },
};
