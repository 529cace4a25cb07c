/** What a group of mistakes is worth: how often the model is wrong on pictures that look like them. */
import { type Share, shareOf } from '../../measure/classification/share.ts';
import { centreOf, cosinesWith, type FeatureBank, nearestBy } from '../features/featureBank.ts';

const neighbours = 50;

/**
 * The error rate among the 50 pictures, right and wrong, whose features are nearest to the group's centre. Without it a
 * group of mistakes says nothing: all right pictures may look the same.
 *
 * @param wrong 1 for a wrong answer, 0 for a right one, −1 for pictures without a label, which do not count.
 * @param members the group, as pictures of the bank.
 */
export function errorRateAround(
  bank: FeatureBank,
  wrong: ArrayLike<number>,
  members: readonly number[],
): Share & { readonly pictures: readonly number[] } {
  const cosines = cosinesWith(bank, centreOf(bank, members));
  const pictures = nearestBy(cosines, neighbours, (picture) => wrong[picture]! >= 0);
  const errors = pictures.reduce((sum, picture) => sum + wrong[picture]!, 0);
  return { ...shareOf(errors, pictures.length, 'noPictures'), pictures };
}
