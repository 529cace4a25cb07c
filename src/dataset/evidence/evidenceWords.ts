/** The exact sums in words. */
import type { EvidenceChange, EvidenceMap } from './exactEvidence.ts';
import { logitOfEvidence, sumEvidence } from './exactEvidence.ts';

/** What evidence above and below zero speaks for. */
export interface EvidenceSides {
  /** The class that is explained: "dog". */
  readonly supported: string;
  /** Of two classes the other one; null where there are more, and evidence is against the class only. */
  readonly opposed: string | null;
}

/** Changes below this are told as none; sums are given to a tenth. */
const smallest = 0.05;

/**
 * "2.5 was added for dog and 4.1 was taken from cat: together 6.6 logits towards dog."
 *
 * The parts are said as they are, also where they work against each other.
 */
export function describeChange(change: EvidenceChange, sides: EvidenceSides): string {
  const parts = [
    partWords(change.supporting, `for ${sides.supported}`, `from ${sides.supported}`),
    partWords(
      change.opposing,
      sides.opposed === null ? `against ${sides.supported}` : `for ${sides.opposed}`,
      sides.opposed === null ? `from what speaks against ${sides.supported}` : `from ${sides.opposed}`,
    ),
    Math.abs(change.bias) < smallest ? null : `the constant changed by ${signed(change.bias)}`,
  ].filter((part) => part !== null);
  if (parts.length === 0) return 'No evidence was added or taken away.';
  return `${capitalised(joined(parts))}: ${totalWords(change.total, sides)}.`;
}

/** "5.2 for dog, 1.1 for cat, constant −0.3: together 3.8 logits, which is dog." */
export function describeEvidence(map: EvidenceMap, { supported, opposed }: EvidenceSides): string {
  const { supporting, opposing } = sumEvidence(map.cells);
  const logit = logitOfEvidence(map);
  const against = opposed === null ? `against ${supported}` : `for ${opposed}`;
  const sums = `${amount(supporting)} for ${supported}, ${amount(opposing)} ${against}, constant ${signed(map.bias)}`;
  const together = `together ${signed(logit)} logits`;
  // Of many classes one logit alone does not decide.
  if (opposed === null) return `${sums}: ${together}.`;
  return `${sums}: ${together}, which is ${logit >= 0 ? supported : opposed}.`;
}

function partWords(change: number, added: string, taken: string): string | null {
  if (Math.abs(change) < smallest) return null;
  return change > 0 ? `${amount(change)} was added ${added}` : `${amount(change)} was taken ${taken}`;
}

function totalWords(total: number, { supported, opposed }: EvidenceSides): string {
  if (Math.abs(total) < smallest) return 'together they cancel';
  if (total > 0) return `together ${amount(total)} logits towards ${supported}`;
  return `together ${amount(total)} logits ${opposed === null ? `away from ${supported}` : `towards ${opposed}`}`;
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function amount(value: number): string {
  return Math.abs(value).toFixed(1);
}

function signed(value: number): string {
  return value < 0 ? `−${amount(value)}` : amount(value);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
