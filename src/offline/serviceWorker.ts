/** Wiring only: the page's files without a network, and the way in for shared pictures. */
import { createFileCache, type ListedFile } from './fileCache.ts';
import {
  keepSharedPictures,
  readSharedForm,
  SharedTooMuch,
  shareAction,
  sharedParameter,
  sharedTooMuch,
} from './sharedPictures.ts';

declare const self: ServiceWorkerGlobalScope & {
  /** The build puts the list of all files here. */
  readonly __WB_MANIFEST: readonly ListedFile[];
};

const { scope } = self.registration;
const files = createFileCache({
  files: self.__WB_MANIFEST,
  scope,
  caches,
  fetch: (request) => fetch(request),
});
const shareAddress = new URL(shareAction, scope).href;

self.addEventListener('install', (event) => event.waitUntil(files.fill()));

self.addEventListener('activate', (event) =>
  // The page of a first visit is taken over: told that it works without a network, it shall.
  event.waitUntil(Promise.all([files.tidy(), self.clients.claim()])),
);

// A new version waits for the user's word; it never takes over a page at work.
self.addEventListener('message', (event) => {
  if (event.data === 'activate') event.waitUntil(self.skipWaiting());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const answer =
    request.method === 'POST' && request.url === shareAddress ? receive(request) : files.answer(request);
  if (answer !== null) event.respondWith(answer);
});

/** What was shared is kept for the page; what cannot be read or kept leaves a page without it. */
async function receive(request: Request): Promise<Response> {
  try {
    await keepSharedPictures(caches, scope, await readSharedForm(request));
  } catch (thrown) {
    if (thrown instanceof SharedTooMuch) {
      return Response.redirect(`${scope}?${sharedParameter}=${sharedTooMuch}`, 303);
    }
    return Response.redirect(scope, 303);
  }
  return Response.redirect(`${scope}?${sharedParameter}`, 303);
}
