/**
 * Pictures and videos on their way from the system's share sheet to the page: the service worker receives them before
 * there is a page, and leaves them in a cache.
 */

/** What manifest.webmanifest calls the field of the files. */
const fieldName = 'pictures';

/** More at once are a mistake, or not from a share sheet. */
const mostPictures = 100;

/** Of all files together. It could be any page that sends them, and what is sent is held in memory. */
const mostBytes = 256 * 1024 * 1024;

/** What was shared is more than is taken. */
export class SharedTooMuch extends Error {}

/** Where the system sends what is shared, relative to the page. */
export const shareAction = 'share';

/** In the page's address, that something was shared. */
export const sharedParameter = 'shared';

/** In its place where that was more than is taken. */
export const sharedTooMuch = 'tooMuch';

function cacheName(scope: string): string {
  return `stratacam shared ${scope}`;
}

/**
 * Reads what was sent, and no more of it than is taken.
 *
 * @throws SharedTooMuch; whatever the browser throws at a form that is none
 */
export async function readSharedForm(request: Request, limitBytes = mostBytes): Promise<FormData> {
  const { body, headers } = request;
  let form: FormData;
  // Firefox gives no stream of what is sent.
  if (!body) form = await request.formData();
  else {
    let bytes = 0;
    const limited = body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          bytes += chunk.byteLength;
          if (bytes > limitBytes) throw new SharedTooMuch();
          controller.enqueue(chunk);
        },
      }),
    );
    const type = headers.get('Content-Type') ?? '';
    form = await new Response(limited, { headers: { 'Content-Type': type } })
      .formData()
      .catch((thrown: unknown) => {
        // Browsers put an error of their own in the place of the stream's.
        throw bytes > limitBytes ? new SharedTooMuch() : thrown;
      });
  }
  const files = form.getAll(fieldName).filter((value) => value instanceof File);
  if (files.reduce((sum, { size }) => sum + size, 0) > limitBytes) throw new SharedTooMuch();
  return form;
}

/**
 * Keeps what was shared until the page takes it; whatever an earlier page did not take is forgotten.
 *
 * @param form What the system sent; anything in it but files of the declared field is ignored.
 */
export async function keepSharedPictures(caches: CacheStorage, scope: string, form: FormData): Promise<void> {
  const name = cacheName(scope);
  await caches.delete(name);
  const cache = await caches.open(name);
  const files = form.getAll(fieldName).filter((value) => value instanceof File);
  for (const [index, file] of files.slice(0, mostPictures).entries()) {
    // Headers hold no letters beyond Latin 1.
    const headers = { 'X-Name': encodeURIComponent(file.name) };
    await cache.put(new URL(`${shareAction}/${index}`, scope).href, new Response(file, { headers }));
  }
}

/** The files that were shared, in order; asking forgets them. */
export async function takeSharedPictures(caches: CacheStorage, scope: string): Promise<readonly File[]> {
  const name = cacheName(scope);
  if (!(await caches.has(name))) return [];
  const cache = await caches.open(name);
  const responses = await cache.matchAll();
  const files = await Promise.all(
    responses.map(
      async (response) =>
        new File([await response.blob()], decodeURIComponent(response.headers.get('X-Name') ?? '')),
    ),
  );
  await caches.delete(name);
  return files;
}
