import { Failure } from '../lib/failure.ts';

/**
 * The bytes of a sample or of another picture of this site, never of another one; rejects with
 * `pictureUnreachable` when the network or the host refuses them.
 */
export async function fetchSample(url: string): Promise<Blob> {
  const response = await fetch(url, { mode: 'same-origin' }).catch((cause: unknown) => {
    throw new Failure('pictureUnreachable', `${url} cannot be reached`, {}, { cause });
  });
  if (!response.ok) {
    const { status } = response;
    throw new Failure('pictureUnreachable', `${url} answered ${status}`, { status });
  }
  return response.blob();
}
