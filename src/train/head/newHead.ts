import type { Head } from '../../model/version/head.ts';

/** A head that says 0 to everything: where training from scratch starts. */
export function zeroHead(units: number, dimension: number): Head {
  return {
    units,
    dimension,
    kernel: new Float64Array(units * dimension),
    bias: new Float64Array(units),
  };
}

/** Units of a head that tells so many classes apart. */
export function unitsFor(classCount: number): number {
  return classCount === 2 ? 1 : classCount;
}
