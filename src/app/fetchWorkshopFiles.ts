/** The files that the workshop starts from: its training set, and the model that it changes. */
import { Failure, toFailure } from '../lib/failure.ts';
import { sha256 } from '../lib/sha256.ts';
import { parseModelCard } from '../model/card/parseModelCard.ts';
import type { LayersModelFiles } from '../model/version/replaceHead.ts';
import type { Bank } from '../train/bank/bank.ts';
import { parseBankFile, readBank } from '../train/bank/parseBank.ts';

/**
 * The training set from `bank.json` and the bytes beside it.
 *
 * @param url of bank.json
 * @throws Failure `modelUnreachable` (details: url, status?), `bankInvalid` for what is damaged
 */
export async function fetchBank(
  url: string,
  onProgress: (loadedBytes: number) => void = () => undefined,
): Promise<Bank> {
  const file = parseBankFile(parseJson(await (await request(url)).text()));
  const bytes = await readBytes(await request(beside(url, file.numbers.path)), onProgress);
  if (sha256(bytes) !== file.numbers.sha256) {
    throw new Failure('bankInvalid', 'another checksum than it should have', { problem: 'checksum' });
  }
  return readBank(file, bytes);
}

/**
 * The files of the model behind a card, which the browser has in its cache once the engine has loaded them.
 *
 * @param cardUrl of card.json
 * @returns `hash` as `ModelInfo.hash` has it
 * @throws Failure `modelUnreachable`, `modelCorrupt`, `modelInvalid`
 */
export async function fetchModelFiles(
  cardUrl: string,
): Promise<{ readonly hash: string; readonly files: LayersModelFiles }> {
  const card = parseModelCard(parseJson(await (await request(cardUrl)).text()));
  const contents = await Promise.all(
    card.files.map(async ({ path, sha256: expected }) => {
      const bytes = await readBytes(await request(beside(cardUrl, path)));
      if (sha256(bytes) !== expected) {
        throw new Failure('modelCorrupt', `${path} has another checksum`, {
          file: path,
          problem: 'checksum',
        });
      }
      return bytes;
    }),
  );
  const [json, ...shards] = contents as [Uint8Array, ...Uint8Array[]];
  const weights = new Uint8Array(shards.reduce((sum, shard) => sum + shard.length, 0));
  let start = 0;
  for (const shard of shards) {
    weights.set(shard, start);
    start += shard.length;
  }
  return {
    hash: card.files.map(({ sha256: digest }) => digest.slice(0, 16)).join('-'),
    files: { modelJson: new TextDecoder().decode(json), weights },
  };
}

function beside(url: string, path: string): string {
  return url.slice(0, url.lastIndexOf('/') + 1) + path;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON has none of the fields: the parsers say so in their own words.
    return null;
  }
}

async function request(url: string): Promise<Response> {
  const response = await fetch(url, { mode: 'same-origin' }).catch((cause: unknown) => {
    throw new Failure('modelUnreachable', `${url} cannot be reached`, { url }, { cause });
  });
  if (!response.ok) {
    const { status } = response;
    throw new Failure('modelUnreachable', `${url} answered ${status}`, { url, status });
  }
  return response;
}

async function readBytes(
  response: Response,
  onProgress: (loadedBytes: number) => void = () => undefined,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let loadedBytes = 0;
  try {
    // Read chunk by chunk for the progress alone.
    const reader = response.body!.getReader();
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      chunks.push(value!);
      loadedBytes += value!.length;
      onProgress(loadedBytes);
    }
  } catch (thrown) {
    throw new Failure(
      'modelUnreachable',
      toFailure(thrown).message,
      { url: response.url },
      { cause: thrown },
    );
  }
  return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}
