import * as tf from '@tensorflow/tfjs';
import { hasHalfFloats } from '../gradientGain.ts';

/** Eight times half a unit in the last place of a 16-bit float: what a few operations leave over. */
const rounding = 2 ** -8;

/**
 * numerator / denominator, and 0 where the denominator is zero; on devices with 16-bit floats also where it is zero
 * within the rounding of the terms that it is the sum of. No digit of such a quotient is right, and there it may be
 * infinite.
 * @param sizeOfTerms what the denominator's terms are about as large as, ≥ 0, of its shape; asked where it is needed
 */
export function divideUnlessCancelled<T extends tf.Tensor>(
  numerator: T,
  denominator: T,
  sizeOfTerms: () => T,
): T {
  if (!hasHalfFloats()) return tf.divNoNan(numerator, denominator);
  const isKnown = tf.greater(tf.abs(denominator), tf.mul(sizeOfTerms(), rounding));
  return tf.divNoNan(numerator, tf.where(isKnown, denominator, tf.zerosLike(denominator)));
}
