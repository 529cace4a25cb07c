import type { Bank, BankSetName } from '../bank/bank.ts';
import { splitOrigins } from '../rows/chooseOrigins.ts';
import { joinOriginRows, type OriginRows, takeOriginRows } from '../rows/originRows.ts';

/** Pictures that no training sees, and by which versions are compared. */
export interface HeldOutSet {
  /** `heldOut` and `heldOutCrated` of the bank; `own` of the user's pictures. */
  readonly name: HeldOutName;
  readonly rows: OriginRows;
}

export type HeldOutName = 'heldOut' | 'heldOutCrated' | 'own';

/** All that a version can be made of. */
export interface TrainingPool {
  readonly dimension: number;
  readonly classCount: number;
  /** Always trained with. */
  readonly original: OriginRows;
  /** Trained with by dose. */
  readonly supplement: OriginRows;
  readonly heldOut: readonly HeldOutSet[];
}

/** A set of the bank; a photo and its twin have one origin. */
export function bankRows(bank: Bank, name: BankSetName): OriginRows {
  const photo = { original: 'original', supplement: 'supplement', supplementTwin: 'supplement' };
  const prefix = { ...photo, heldOut: 'heldOut', heldOutCrated: 'heldOut' }[name];
  const { features, classes } = bank.sets[name];
  return { features, classes, origins: Array.from(classes, (_, row) => `bank:${prefix}:${row}`) };
}

/** What ships: 1,000 original pictures, a supplement of 400 behind crates, 200 held out, clean and crated. */
export function bankPool(bank: Bank): TrainingPool {
  return {
    dimension: bank.sets.original.features.dimension,
    classCount: bank.labels.length,
    original: bankRows(bank, 'original'),
    supplement: bankRows(bank, 'supplement'),
    heldOut: [
      { name: 'heldOut', rows: bankRows(bank, 'heldOut') },
      { name: 'heldOutCrated', rows: bankRows(bank, 'heldOutCrated') },
    ],
  };
}

/** A pool without pictures: where another model's starts. */
export function emptyPool(dimension: number, classCount: number): TrainingPool {
  const none = joinOriginRows([], dimension);
  return { dimension, classCount, original: none, supplement: none, heldOut: [] };
}

/** Share of the user's photos that no training sees. */
const heldOutShare = 0.2;

/**
 * The pool with the user's own pictures. A fifth of their photos of each class, drawn by the seed, is held out, with
 * all copies; the others go to their set. A photo that is in both sets is held out of both or of neither.
 */
export function addOwnPictures(
  pool: TrainingPool,
  own: Readonly<Record<'original' | 'supplement', OriginRows>>,
  seed: number,
): TrainingPool {
  const { dimension } = pool;
  const all = joinOriginRows([own.original, own.supplement], dimension);
  if (all.classes.length === 0) return pool;
  const { training, heldOut } = splitOrigins(all, heldOutShare, seed);
  const border = own.original.classes.length;
  const originals = training.filter((row) => row < border);
  const supplements = training.filter((row) => row >= border);
  const held = takeOriginRows(all, heldOut);
  return {
    ...pool,
    original: joinOriginRows([pool.original, takeOriginRows(all, originals)], dimension),
    supplement: joinOriginRows([pool.supplement, takeOriginRows(all, supplements)], dimension),
    heldOut: held.classes.length > 0 ? [...pool.heldOut, { name: 'own', rows: held }] : pool.heldOut,
  };
}
