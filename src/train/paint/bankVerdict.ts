import type { Head } from '../../model/version/head.ts';
import type { Bank } from '../bank/bank.ts';
import { takeRows } from '../head/featureRows.ts';
import { scoreRows } from '../head/scoreRows.ts';
import { splitOrigins } from '../rows/chooseOrigins.ts';
import { compareHeads, hasEnoughHeldOut } from '../training/compareHeads.ts';
import { type PaintedCells, weighCells } from './paintedCells.ts';
import { judgeRemedy, type RemedyMeasures, type Verdict } from './verdict.ts';

/** Share of the photos with crate cells that only the verdict sees. */
const heldOutShare = 0.3;
const splitSeed = 1;

/** The bank's painted cells, off the animal in photos behind crates: to train with, and to judge by. */
export function bankCrateCells(bank: Bank): {
  readonly training: PaintedCells;
  readonly heldOut: PaintedCells & { readonly photos: readonly number[] };
} {
  const { features, photos, classes } = bank.crateCells;
  const split = splitOrigins({ origins: Array.from(photos, String), classes }, heldOutShare, splitSeed);
  const take = (rows: readonly number[]) => {
    const ofRows = rows.map((row) => photos[row]!);
    return {
      features: takeRows(features, rows),
      classes: Uint8Array.from(rows, (row) => classes[row]!),
      weights: weighCells(ofRows),
      photos: ofRows,
    };
  };
  return { training: take(split.training), heldOut: take(split.heldOut) };
}

/**
 * Judges a version of the default model that should not look at crates, on the bank's held-out pictures: evidence of
 * cells off the animal (mean of a photo's cells), the crate taken away (the clean twin), and right answers behind
 * crates and without.
 */
export function judgeOnBank(
  bank: Bank,
  before: Head,
  after: Head,
): { readonly measures: RemedyMeasures; readonly verdict: Verdict } {
  const { heldOut } = bankCrateCells(bank);
  const { heldOut: clean, heldOutCrated: crated } = bank.sets;
  const logits = [before, after].map((head) => ({
    clean: scoreRows(head, clean.features),
    crated: scoreRows(head, crated.features),
    evidence: meanByPhoto(
      scoreRows({ ...head, bias: new Float64Array(head.units) }, heldOut.features),
      heldOut.photos,
    ),
  }));
  const [old, now] = [logits[0]!, logits[1]!];
  const effect = (of: typeof old) => of.crated.map((logit, row) => logit - of.clean[row]!);
  const measures: RemedyMeasures = {
    evidence: { before: old.evidence, after: now.evidence },
    behaviour: { before: effect(old), after: effect(now) },
    withThing: compareHeads(old.crated, now.crated, crated.classes, before.units),
    clean: compareHeads(old.clean, now.clean, clean.classes, before.units),
    hasEnough: hasEnoughHeldOut(clean.classes, bank.labels.length),
  };
  return { measures, verdict: judgeRemedy(measures) };
}

function meanByPhoto(evidence: Float64Array, photos: readonly number[]): Float64Array {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const [cell, photo] of photos.entries()) {
    const { sum, count } = sums.get(photo) ?? { sum: 0, count: 0 };
    sums.set(photo, { sum: sum + evidence[cell]!, count: count + 1 });
  }
  return Float64Array.from(sums.values(), ({ sum, count }) => sum / count);
}
