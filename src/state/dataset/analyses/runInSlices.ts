import type { DataSetServices } from '../services.ts';

/** A slice of work after which the page may do other things. */
const sliceMs = 12;

/** Runs a generator that yields its progress, and lets the page breathe. Null when aborted. */
export async function runInSlices<Result>(
  steps: Generator<number, Result, void>,
  { now, breathe }: Pick<DataSetServices, 'now' | 'breathe'>,
  signal: AbortSignal,
  tell: (fraction: number) => void,
): Promise<Result | null> {
  let startMs = now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (now() - startMs < sliceMs) continue;
    tell(step.value);
    await breathe();
    if (signal.aborted) return null;
    startMs = now();
  }
}
