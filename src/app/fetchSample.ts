import { Failure } from '../lib/failure.ts';

/** The bytes of a sample. */
export async function fetchSample(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Failure('pictureDecodeFailed', `${url} answered ${response.status}`, {
      status: response.status,
    });
  }
  return response.blob();
}
