import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from '../state/explain/appState.ts';
import { isWorking, whenState } from '../state/explain/working.ts';
import type { Installation } from '../state/shell/installation.ts';
import { keepOffline } from './keepOffline.ts';

/** A page that stays open for days asks now and then. */
const HOURS_BETWEEN_CHECKS = 1;

/**
 * Keeps the page for use without a network, once its first maps are on the screen and nothing is left to wait
 * for. Where the browser has no service worker, or refuses one, the page works as it did.
 */
export async function startOffline(
  store: StoreApi<AppState>,
  installation: Installation,
  tell: (text: string) => void,
): Promise<void> {
  // Inside another site's page nobody asked for anything to be kept; and only the build has a service worker.
  const isOwnPage = window.parent === window && import.meta.env.PROD;
  if (!isOwnPage || !('serviceWorker' in navigator)) return;
  await whenState(store, ({ shown, introducing }) => shown !== null && !introducing);
  try {
    const check = await keepOffline({
      container: navigator.serviceWorker,
      scriptUrl: new URL('serviceWorker.js', document.baseURI).href,
      onKept(isFirst) {
        installation.setState({ worksOffline: true });
        if (isFirst) tell('Kept on this computer: StrataCAM now opens without a network, too.');
      },
      onUpdate(update) {
        void whenState(store, (state) => !isWorking(state)).then(() => installation.setState({ update }));
      },
      reload: () => location.reload(),
    });
    checkWhenSeen(check);
  } catch {
    // Nothing is lost: the page loads from its host, as without any of this.
  }
}

function checkWhenSeen(check: () => Promise<void>): void {
  let checkedAt = performance.now();
  document.addEventListener('visibilitychange', () => {
    const hours = (performance.now() - checkedAt) / 3_600_000;
    if (document.visibilityState === 'hidden' || hours < HOURS_BETWEEN_CHECKS) return;
    checkedAt = performance.now();
    // Without a network there is nothing newer to be had.
    check().catch(() => undefined);
  });
}
