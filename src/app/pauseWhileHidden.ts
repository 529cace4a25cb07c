import type { App } from '../state/explain/app.ts';

/** Frames that nobody sees are not explained: a sequence stands still while its page is in the background. */
export function pauseWhileHidden(
  { store, actions }: Pick<App, 'store' | 'actions'>,
  document: Pick<Document, 'hidden' | 'addEventListener'>,
): void {
  let wasRunning = false;
  document.addEventListener('visibilitychange', () => {
    const { phase } = store.getState().sequence;
    if (document.hidden) {
      wasRunning = phase === 'running';
      actions.pauseSequence();
    } else if (wasRunning && phase === 'paused') {
      actions.resumeSequence();
    }
  });
}
