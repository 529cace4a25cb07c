/** How far probabilities lie from what was true. Lower is better. */
import { type BinaryAnswers, probabilityOf, softplus } from './binaryAnswers.ts';
import { type Measured, undefinedFor } from './measured.ts';

/** Mean of (p − y)², 0–1 [Brier, Monthly Weather Review 78, 1950]. A coin has ¼. */
export function brierScore(answers: BinaryAnswers): Measured {
  return meanOver(squaredErrors(answers));
}

/** Mean of −log p(label) in nats; a coin has log 2. From logits, so that nothing has to be cut off at p = 0. */
export function logLoss(answers: BinaryAnswers): Measured {
  return meanOver(logLosses(answers));
}

/** (p − y)² of each picture. */
export function squaredErrors({ logits, labels }: BinaryAnswers): Float64Array {
  return Float64Array.from(
    { length: logits.length },
    (_, index) => (probabilityOf(logits[index]!) - labels[index]!) ** 2,
  );
}

/** softplus(z) − y·z of each picture. */
export function logLosses({ logits, labels }: BinaryAnswers): Float64Array {
  return Float64Array.from({ length: logits.length }, (_, index) => {
    const logit = logits[index]!;
    // As softplus of the sign that makes it small: no difference of large numbers.
    return softplus(labels[index] === 1 ? -logit : logit);
  });
}

function meanOver(values: Float64Array): Measured {
  if (values.length === 0) return undefinedFor('noPictures');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
