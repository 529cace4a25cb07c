import { Failure } from './failure.ts';

const listeners = new Set<() => void>();

/** Tells whenever a part is missing because a newer version has taken the place of this one. Returns a way to end that. */
export function whenReplaced(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Loads a part of the page that comes when it is wanted: `loadPart(() => import('./part.ts'))`.
 *
 * @throws Failure `partUnreachable`, see {@link partUnreachable}
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (thrown) {
    throw await partUnreachable(String(thrown));
  }
}

/**
 * Why a part of the page did not arrive: `{ isReplaced: true }` where this version is no longer on the host at all, as
 * in a tab that was open while a newer one was put there; else the connection is to blame.
 */
export async function partUnreachable(message: string): Promise<Failure> {
  const isReplaced = await isGone(import.meta.url);
  if (isReplaced) for (const listener of listeners) listener();
  return new Failure('partUnreachable', message, { isReplaced });
}

/** Whether the host answers that it does not have this script any more. */
async function isGone(scriptUrl: string): Promise<boolean> {
  const address = new URL(scriptUrl);
  // Neither the service worker nor a cache may answer in its place.
  address.searchParams.set('still', 'there');
  try {
    const { ok, headers } = await fetch(address, { method: 'HEAD', cache: 'no-store' });
    // Some hosts answer with a page of theirs instead of saying no.
    return !ok || !/javascript/i.test(headers.get('content-type') ?? '');
  } catch {
    return false;
  }
}
