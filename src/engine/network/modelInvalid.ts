import { Failure, type FailureDetails } from '../../lib/failure.ts';

/**
 * The failure for a model that is not fit for this program.
 * @param reason a plain sentence without its full stop, shown to the user
 */
export function modelInvalid(reason: string, details: FailureDetails = {}, cause?: unknown): Failure {
  return new Failure('modelInvalid', reason, { ...details, reason }, { cause });
}
