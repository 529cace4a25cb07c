import type { Head } from '../../model/version/head.ts';
import { classesOf } from '../../train/head/answers.ts';
import { compareHeads, hasEnoughHeldOut } from '../../train/training/compareHeads.ts';
import { askHeldOut } from '../../train/training/trainHead.ts';
import type { TrainingPool } from '../../train/training/trainingPool.ts';
import type { HeldOutResult } from './workshopState.ts';

/**
 * What a head answers to the pictures that were held out, beside another.
 *
 * @param former the head it is compared with, picture by picture
 */
export function heldOutResults(
  head: Head,
  former: Head | null,
  pool: TrainingPool,
): readonly HeldOutResult[] {
  const logits = askHeldOut(head, pool);
  const before = former && askHeldOut(former, pool);
  const labels = Array.from({ length: pool.classCount }, (_, label) => label);
  return pool.heldOut.map(({ name, rows: { classes } }) => {
    const answers = logits[name]!;
    const called = classesOf(answers, head.units);
    const count = (truth: number, answer: number) =>
      classes.reduce((sum, label, row) => sum + (label === truth && called[row] === answer ? 1 : 0), 0);
    return {
      name,
      total: classes.length,
      right: labels.reduce((sum, label) => sum + count(label, label), 0),
      called: labels.map((truth) => labels.map((answer) => count(truth, answer))),
      change: before && compareHeads(before[name]!, answers, classes, head.units),
      hasEnough: hasEnoughHeldOut(classes, pool.classCount),
    };
  });
}
