export interface KeepOfflineOptions {
  readonly container: ServiceWorkerContainer;
  readonly scriptUrl: string;
  /** Everything the page needs is here; told at once on a later visit. */
  onKept(isFirst: boolean): void;
  /** A newer version is here too; the function loads the page anew in it. */
  onUpdate(update: () => void): void;
  reload(): void;
}

/**
 * Has a service worker keep the page's files, A newer version waits until it is asked for.
 *
 * @returns Looks for a newer version.
 * @throws What the browser throws where it refuses: private windows, storage that is full or blocked, no TLS.
 */
export async function keepOffline(options: KeepOfflineOptions): Promise<() => Promise<void>> {
  const { container } = options;
  const registration = await container.register(options.scriptUrl, { updateViaCache: 'none' });
  let isFirst = registration.active === null;
  if (!isFirst) options.onKept(false);

  function offer(waiting: ServiceWorker): void {
    options.onUpdate(() => {
      // Another tab may have brought it in meanwhile.
      if (waiting.state !== 'installed') return options.reload();
      container.addEventListener('controllerchange', () => options.reload(), { once: true });
      waiting.postMessage('activate');
    });
  }

  function follow(worker: ServiceWorker): void {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'installed' && !isFirst) offer(worker);
      if (worker.state !== 'activated' || !isFirst) return;
      isFirst = false;
      options.onKept(true);
    });
  }

  if (registration.waiting && !isFirst) offer(registration.waiting);
  if (registration.installing) follow(registration.installing);
  registration.addEventListener('updatefound', () => {
    if (registration.installing) follow(registration.installing);
  });
  return async () => void (await registration.update());
}
