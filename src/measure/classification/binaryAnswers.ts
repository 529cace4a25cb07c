import { Failure } from '../../lib/failure.ts';

/**
 * Answers of a model with two classes. Numbers are compared as logits z, since p = σ(z) in 32 bits is 1 for every z
 * from about 17 and would make ties where there are none.
 */
export interface BinaryAnswers {
  /** One z per picture, of the positive class. All finite. */
  readonly logits: ArrayLike<number>;
  /** One per picture: 1 for the positive class, 0 for the negative one. */
  readonly labels: ArrayLike<number>;
}

/** σ(z), exact in both tails. */
export function probabilityOf(logit: number): number {
  if (logit >= 0) return 1 / (1 + Math.exp(-logit));
  const growth = Math.exp(logit);
  return growth / (1 + growth);
}

/**
 * z of a probability: the threshold "p ≥ τ" is "z ≥ logitOf(τ)".
 *
 * @returns −Infinity for 0 and Infinity for 1.
 */
export function logitOf(probability: number): number {
  return Math.log(probability) - Math.log1p(-probability);
}

/** log(1 + e^x) without overflow. */
export function softplus(value: number): number {
  return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
}

/** @throws Failure numericalFailure for a logit that is no number, internal for lists of different lengths. */
export function requireAnswers({ logits, labels }: BinaryAnswers): void {
  if (logits.length !== labels.length) throw new Failure('internal', 'as many logits as labels are needed');
  for (let index = 0; index < logits.length; index++) {
    if (!Number.isFinite(logits[index]!)) {
      throw new Failure('numericalFailure', `logit ${index} is ${logits[index]}`, { index });
    }
  }
}
