/** From what the user chose to what is trained with. */
import { Failure } from '../../lib/failure.ts';
import type { Head } from '../../model/version/head.ts';
import type { RecipePenalty } from '../../model/version/recipe.ts';
import type { Bank } from '../../train/bank/bank.ts';
import { zeroHead } from '../../train/head/newHead.ts';
import { bankCrateCells } from '../../train/paint/bankVerdict.ts';
import type { PenaltyTerm } from '../../train/paint/evidencePenalty.ts';
import { joinPaintedCells, type PaintedCells, twinDifferences } from '../../train/paint/paintedCells.ts';
import type { OriginRows } from '../../train/rows/originRows.ts';
import type { TrainingSettings } from '../../train/training/trainHead.ts';
import { addOwnPictures, bankPool, type TrainingPool } from '../../train/training/trainingPool.ts';
import type { WorkshopPicture, WorkshopSettings } from './workshopState.ts';

/** The bank with the user's pictures; what is held out of those depends on the seed alone. */
export function poolOf(bank: Bank, pictures: readonly WorkshopPicture[], seed: number): TrainingPool {
  const rowsOf = (set: WorkshopPicture['set']): OriginRows => {
    const ofSet = pictures.filter((picture) => picture.set === set);
    const dimension = bank.sets.original.features.dimension;
    const values = new Float32Array(ofSet.length * dimension);
    for (const [row, { features }] of ofSet.entries()) values.set(features, row * dimension);
    return {
      features: { count: ofSet.length, dimension, values },
      classes: Uint8Array.from(ofSet, ({ classIndex }) => classIndex),
      // Whatever was done to a photo, it stays that photo.
      origins: ofSet.map(({ sha256 }) => sha256),
    };
  };
  const own = { original: rowsOf('original'), supplement: rowsOf('supplement') };
  return addOwnPictures(bankPool(bank), own, seed);
}

/** @throws Failure `savedFileInvalid` where a painted picture is not here */
export function trainingSettings(
  settings: WorkshopSettings,
  shipped: Head,
  bank: Bank,
  pictures: readonly WorkshopPicture[],
): TrainingSettings {
  const { base, dose, seed, strength, isBalanced, penalty } = settings;
  return {
    dose,
    seed,
    strength,
    isBalanced,
    reference: base === 'shipped' ? shipped : zeroHead(shipped.units, shipped.dimension),
    penalties: penalty === null ? [] : [penaltyTerm(penalty, bank, pictures)],
  };
}

function penaltyTerm(penalty: RecipePenalty, bank: Bank, pictures: readonly WorkshopPicture[]): PenaltyTerm {
  const { strength, penalised, kind, painted } = penalty;
  const { supplement, supplementTwin } = bank.sets;
  if (kind === 'twins') {
    const cells = twinDifferences(supplement.features, supplementTwin.features, supplement.classes);
    return { cells, strength, penalised };
  }
  if (painted.length === 0) return { cells: bankCrateCells(bank).training, strength, penalised };
  const cells: PaintedCells = joinPaintedCells(
    painted.map(({ sha256, shares, classIndex }) => {
      const found = pictures.find((picture) => picture.sha256 === sha256 && picture.cells !== null);
      if (!found?.cells) {
        const reason = 'A picture that was painted for it is not here';
        throw new Failure('savedFileInvalid', reason, { reason });
      }
      return { cells: found.cells, shares, classIndex };
    }),
  );
  return { cells, strength, penalised };
}
