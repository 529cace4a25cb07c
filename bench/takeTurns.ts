/** Times contenders by turns, so that the machine's mood falls on all of them alike. */
import type { Contender, ContenderName } from './contenders.ts';

export interface Timing {
  readonly name: ContenderName;
  readonly medianMs: number;
  readonly minimumMs: number;
  /** Median over the rounds of this contender's time divided by another's in the same round. */
  readonly ratioTo: Readonly<Partial<Record<ContenderName, number>>>;
}

/**
 * Every contender that is not slow runs once to warm up, and then all once in each round, one after another.
 * @param rounds at least 1
 */
export async function takeTurns(
  contenders: readonly Contender[],
  rounds: number,
): Promise<readonly Timing[]> {
  for (const { run, isSlow = false } of contenders) if (!isSlow) await run();
  const samplesMs = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { run, times }] of contenders.entries()) {
      const startMs = performance.now();
      await run();
      samplesMs[index]!.push((performance.now() - startMs) * times);
    }
  }
  return contenders.map(({ name }, index) => {
    const own = samplesMs[index]!;
    // No time is zero: each of these takes at least a network's forward pass.
    const ratios = contenders.map((other, otherIndex) => [
      other.name,
      medianOf(own.map((timeMs, round) => timeMs / samplesMs[otherIndex]![round]!)),
    ]);
    return {
      name,
      medianMs: medianOf(own),
      minimumMs: Math.min(...own),
      ratioTo: Object.fromEntries(ratios),
    };
  });
}

/** The upper one of the two middle values where there are two. */
function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
