import { Failure, toFailure } from '../../lib/failure.ts';

export interface FetchOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of this file received so far; starts again at 0 when a broken download is retried. */
  readonly onProgress?: (loadedBytes: number) => void;
}

/** Brings a file's bytes from a URL (or, in Node, a path). */
export type FetchBytes = (url: string, options?: FetchOptions) => Promise<Uint8Array>;

const attempts = 3;
const firstDelayMs = 400;

/**
 * Downloads a file, reporting progress; a broken connection is tried again twice, after a short and a
 * longer wait. A definite answer (404, …) is not.
 *
 * @throws Failure `modelUnreachable` with { url, status? }; `cancelled`
 */
export const fetchBytes: FetchBytes = async (url, options = {}) => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await download(url, options);
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (options.signal?.aborted) throw new Failure('cancelled', 'the download was cancelled');
      const isFinal = failure.code === 'modelUnreachable' && 'status' in failure.details;
      if (isFinal || attempt === attempts) {
        throw failure.code === 'modelUnreachable'
          ? failure
          : new Failure('modelUnreachable', failure.message, { url }, { cause: thrown });
      }
      await delay(firstDelayMs * attempt ** 2);
    }
  }
};

async function download(url: string, { signal, onProgress }: FetchOptions): Promise<Uint8Array> {
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok) {
    throw new Failure('modelUnreachable', `HTTP ${response.status}`, { url, status: response.status });
  }
  if (!response.body) return new Uint8Array(await response.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let loadedBytes = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    loadedBytes += value.byteLength;
    onProgress?.(loadedBytes);
  }
  return concatenate(chunks, loadedBytes);
}

/** One array of all chunks; `sizeBytes` is the sum of their lengths. */
export function concatenate(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
