import type { FailureData } from '../../../lib/failure.ts';
import type { AppState } from '../../../state/explain/appState.ts';

/** What keeps the stages from showing the current picture; the most fundamental failure first. */
export function blockingFailure({ engine, pictures, currentPictureId, run }: AppState): FailureData | null {
  if (engine.phase === 'failed') return engine.failure;
  const current = pictures.find(({ id }) => id === currentPictureId);
  if (current?.status.phase === 'failed') return current.status.failure;
  return run.phase === 'failed' && run.failure.code !== 'cancelled' ? run.failure : null;
}
