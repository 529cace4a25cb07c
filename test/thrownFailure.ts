import { Failure } from '../src/lib/failure.ts';

/** The failure that a function throws. Whatever else it throws, or nothing, is an error of the test. */
export function thrownFailure(run: () => unknown): Failure {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}
