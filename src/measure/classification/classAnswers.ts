/** Scores of a model with any number of classes that go beyond its first answer. */
import { Failure } from '../../lib/failure.ts';
import { type Measured, undefinedFor } from './measured.ts';
import { type Share, shareOf } from './share.ts';

export interface ClassAnswers {
  readonly classCount: number;
  /** classCount numbers per picture, before the softmax, one picture after another. All finite. */
  readonly logits: ArrayLike<number>;
  /** One class index per picture. */
  readonly labels: ArrayLike<number>;
}

/** The class with the highest logit, per picture; of equals the first. */
export function firstAnswers({ classCount, logits, labels }: ClassAnswers): Uint32Array {
  return Uint32Array.from({ length: labels.length }, (_, picture) => {
    let best = 0;
    for (let index = 1; index < classCount; index++) {
      if (logits[picture * classCount + index]! > logits[picture * classCount + best]!) best = index;
    }
    return best;
  });
}

/** The share of pictures whose label is among the k highest logits; of equals the first class is the higher. */
export function topShare(answers: ClassAnswers, k: number): Share {
  const { classCount, logits, labels } = requireClassAnswers(answers);
  let hits = 0;
  for (let picture = 0; picture < labels.length; picture++) {
    const label = labels[picture]!;
    const own = logits[picture * classCount + label]!;
    let ahead = 0;
    for (let index = 0; index < classCount; index++) {
      const other = logits[picture * classCount + index]!;
      if (other > own || (other === own && index < label)) ahead += 1;
    }
    if (ahead < k) hits += 1;
  }
  return shareOf(hits, labels.length, 'noPictures');
}

/** Mean of −log p(label) in nats: log Σ exp(z) − z(label), the largest taken out first so that nothing overflows. */
export function classLogLoss(answers: ClassAnswers): Measured {
  const { classCount, logits, labels } = requireClassAnswers(answers);
  if (labels.length === 0) return undefinedFor('noPictures');
  let loss = 0;
  for (let picture = 0; picture < labels.length; picture++) {
    const start = picture * classCount;
    let largest = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < classCount; index++) largest = Math.max(largest, logits[start + index]!);
    let sum = 0;
    for (let index = 0; index < classCount; index++) sum += Math.exp(logits[start + index]! - largest);
    loss += Math.log(sum) + largest - logits[start + labels[picture]!]!;
  }
  return loss / labels.length;
}

/** @throws Failure numericalFailure for a logit that is no number, internal for lists that do not fit. */
function requireClassAnswers(answers: ClassAnswers): ClassAnswers {
  const { classCount, logits, labels } = answers;
  if (logits.length !== labels.length * classCount) {
    throw new Failure('internal', `${labels.length} pictures need ${classCount} logits each`);
  }
  for (let index = 0; index < logits.length; index++) {
    if (!Number.isFinite(logits[index]!)) {
      throw new Failure('numericalFailure', `logit ${index} is ${logits[index]}`, { index });
    }
  }
  return answers;
}
