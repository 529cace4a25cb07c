import {
  type BootstrappedMetric,
  binaryStatistics,
} from '../../../measure/classification/binaryIntervals.ts';
import { bootstrapSteps } from '../../../measure/classification/bootstrap.ts';
import type { Interval } from '../../../measure/classification/measured.ts';
import type { BinaryNumbers } from '../rows/setNumbers.ts';
import type { DataSetServices } from '../services.ts';
import { runInSlices } from './runInSlices.ts';

const seed = 1;

/**
 * Bootstrapped intervals of F1, balanced accuracy, AUC, Brier and log loss, without holding up the page: 2,000 draws of
 * 20,000 pictures take a second or more.
 *
 * @param tell the share done, now and then.
 * @returns null when aborted.
 */
export function computeIntervals(
  { answers }: BinaryNumbers,
  threshold: number,
  services: Pick<DataSetServices, 'now' | 'breathe'>,
  signal: AbortSignal,
  tell: (fraction: number) => void,
): Promise<Readonly<Record<BootstrappedMetric, Interval | null>> | null> {
  const steps = bootstrapSteps(answers.labels, binaryStatistics(answers, threshold), { seed });
  return runInSlices(steps, services, signal, tell);
}
