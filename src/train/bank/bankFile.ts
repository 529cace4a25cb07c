/**
 * The form in which a bank lies in two files, `bank.json` and the bytes it names. All numbers are ≥ 0, one byte each,
 * with one scale per feature: value = byte × scale.
 *
 * The bytes: the rows of the sets in the order of `bankSetNames`, then those of the cells; each row has `dimension`
 * bytes.
 */
import type { Crate } from '../../image/alter/crate.ts';
import type { BankSetName } from './bank.ts';

export const bankFormat = 'stratacam-bank';

/** Bars, thickness, offset, direction (0 upright, 1 lying), colour. */
export type WrittenBars = readonly [number, number, number, 0 | 1, string];

export interface BankFile {
  readonly format: typeof bankFormat;
  readonly version: 1;
  readonly about: string;
  readonly modelHash: string;
  readonly labels: readonly string[];
  readonly dimension: number;
  readonly seed: number;
  readonly sets: readonly {
    readonly name: BankSetName;
    /** One digit a picture: its class. */
    readonly classes: string;
    readonly crates: readonly (readonly WrittenBars[])[] | null;
  }[];
  readonly crateCells: {
    /** One digit a photo: its class. */
    readonly classes: string;
    readonly cellsPerPhoto: number;
    readonly crates: readonly (readonly WrittenBars[])[];
  };
  readonly scale: readonly number[];
  /** Cells reach higher than their means do, and have scales of their own. */
  readonly cellScale: readonly number[];
  readonly numbers: { readonly path: string; readonly sizeBytes: number; readonly sha256: string };
}

export function writeBars({ bars, thickness, offset, direction, colour }: Crate): WrittenBars {
  return [bars, thickness, offset, direction === 'horizontal' ? 1 : 0, colour];
}

export function readBars([bars, thickness, offset, lies, colour]: WrittenBars): Crate {
  const direction = lies === 1 ? 'horizontal' : 'vertical';
  return { bars, thickness, offset, direction, colour, angle: 0 };
}
