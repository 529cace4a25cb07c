/**
 * The form in which a bank lies in two files, `bank.json` and the bytes it names. All numbers are ≥ 0, one byte each,
 * with one scale per feature: value = byte × scale.
 *
 * The bytes: the rows of the sets in the order of `bankSetNames`, each of `dimension` bytes; then those of the cells,
 * of which nineteen in twenty numbers are 0: there a 0 is followed by the count of zeros that it stands for (1–255).
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
    /** How many cells there are of each. */
    readonly counts: readonly number[];
    readonly crates: readonly (readonly WrittenBars[])[];
  };
  readonly scale: readonly number[];
  /** Cells reach higher than their means do, and have scales of their own. */
  readonly cellScale: readonly number[];
  readonly numbers: { readonly path: string; readonly sizeBytes: number; readonly sha256: string };
}

/** Bytes with runs of zeros shortened: a 0, then how many. */
export function shortenZeros(bytes: Uint8Array): Uint8Array {
  const shortened: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] !== 0) {
      shortened.push(bytes[at++]!);
      continue;
    }
    const start = at;
    while (at < bytes.length && bytes[at] === 0 && at - start < 255) at++;
    shortened.push(0, at - start);
  }
  return Uint8Array.from(shortened);
}

/** The other way round; null where the bytes do not make exactly `length`. */
export function lengthenZeros(bytes: Uint8Array, length: number): Uint8Array | null {
  const lengthened = new Uint8Array(length);
  let at = 0;
  for (let from = 0; from < bytes.length; from++) {
    if (bytes[from] === 0) at += bytes[++from] ?? 0;
    else if (at < length) lengthened[at++] = bytes[from]!;
    else return null;
  }
  return at === length ? lengthened : null;
}

export function writeBars({ bars, thickness, offset, direction, colour }: Crate): WrittenBars {
  return [bars, thickness, offset, direction === 'horizontal' ? 1 : 0, colour];
}

export function readBars([bars, thickness, offset, lies, colour]: WrittenBars): Crate {
  const direction = lies === 1 ? 'horizontal' : 'vertical';
  return { bars, thickness, offset, direction, colour, angle: 0 };
}
