import type { Crate } from '../../image/alter/crate.ts';
import type { FeatureRows } from '../head/featureRows.ts';
import type { LabelledRows } from '../head/labelledRows.ts';

/**
 * The sets of a bank. Row i of `supplementTwin` is the photo of row i of `supplement` without its crate, and row i of
 * `heldOutCrated` that of row i of `heldOut` behind one. No photo is in two sets but for that.
 */
export const bankSetNames = ['original', 'supplement', 'supplementTwin', 'heldOut', 'heldOutCrated'] as const;

export type BankSetName = (typeof bankSetNames)[number];

export interface BankSet extends LabelledRows {
  /** For each picture the bars that were placed over it, one set after the other; null for photos as they are. */
  readonly crates: readonly (readonly Crate[])[] | null;
}

/** Cells of the last layer that lie off the animal, in photos of their own behind crates. */
export interface CrateCells {
  /** Cells × channels: the activations of one place each. */
  readonly features: FeatureRows;
  /** Number of the photo that a cell is of, counted from 0. */
  readonly photos: Uint16Array;
  /** Class of each cell's photo. */
  readonly classes: Uint8Array;
}

/** The training set that ships: numbers of one network, no pixels. Made by `npm run bank`. */
export interface Bank {
  /** SHA-256 of the numbers, in lower-case hexadecimal: names the bank in recipes. */
  readonly hash: string;
  /** Of the model whose numbers these are: `ModelInfo.hash`. */
  readonly modelHash: string;
  readonly labels: readonly string[];
  readonly seed: number;
  readonly sets: Readonly<Record<BankSetName, BankSet>>;
  readonly crateCells: CrateCells;
}
