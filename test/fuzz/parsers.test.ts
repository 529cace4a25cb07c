/**
 * Damaged and hostile input for every parser of our own. What comes back is a typed result or a Failure, never
 * another error, and it comes back at once.
 *
 * Each run draws new damages. Its seed is in the tests' names; FUZZ_SEED=… repeats a run.
 */
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import modelCard from '../../public/model/card.json';
import { isComplete } from '../../src/image/complete.ts';
import { readHeader } from '../../src/image/header.ts';
import { type PictureFormat, sniffFile } from '../../src/image/sniff.ts';
import { stripMetadata } from '../../src/image/stripMetadata.ts';
import { crc32 } from '../../src/lib/crc32.ts';
import { Failure } from '../../src/lib/failure.ts';
import { createRandom } from '../../src/measure/random.ts';
import { parseModelCard } from '../../src/model/card/parseModelCard.ts';
import { writeNpz } from '../../src/save/npz/npz.ts';
import { parseRecipe } from '../../src/save/parseRecipe.ts';
import { readPngRecipe, withPngRecipe } from '../../src/save/png/pngRecipe.ts';
import { readPngTexts, withPngTexts } from '../../src/save/png/pngText.ts';
import { encodeBase64Url } from '../../src/state/explain/address/base64Url.ts';
import { decodeLink, encodeLink } from '../../src/state/explain/address/link.ts';
import { decodeView, encodeView } from '../../src/state/explain/address/viewHash.ts';
import fixtures from '../fixtures/index.json';
import { readFixture } from '../fixtures/readFixture.ts';
import { readNpy, readZip } from '../readNpz.ts';
import { testRecipe } from '../testRecipe.ts';
import { mutateBytes, mutateJson, mutateText, pick, type Random } from './mutations.ts';

const cases = 2000;
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 32));

/** Of the thousands of cases each parser is to see some that it accepts and some that it does not. */
type Outcome = 'accepted' | 'refused';

/** The outcome of a parser that may throw failures; anything else that it throws is thrown on. */
function outcomeOf(parse: () => unknown): Outcome {
  try {
    const result = parse();
    return result === null || result === undefined ? 'refused' : 'accepted';
  } catch (thrown) {
    if (thrown instanceof Failure) return 'refused';
    throw thrown;
  }
}

const formats: readonly PictureFormat[] = [
  'jpeg',
  'png',
  'gif',
  'webp',
  'bmp',
  'avif',
  'heic',
  'jxl',
  'tiff',
];
const pictures = [...fixtures.pictures, ...fixtures.badPictures].map(({ file }) => readFixture(file));

function fuzzPicture(random: Random): Outcome {
  const bytes = mutateBytes(pick(pictures, random), random);
  const sniffed = sniffFile(bytes);
  let outcome: Outcome = 'refused';
  // Also as a format that it is not: the readers must not rely on the signature.
  for (const format of [
    sniffed.kind === 'picture' ? sniffed.format : pick(formats, random),
    pick(formats, random),
  ]) {
    const header = readHeader(bytes, format);
    if (header !== undefined) {
      outcome = 'accepted';
      expect(header.width).toBeGreaterThan(0);
      expect(header.height).toBeGreaterThan(0);
      expect(header.orientation).toBeOneOf([1, 2, 3, 4, 5, 6, 7, 8]);
    }
    expect(isComplete(bytes, format)).toBeTypeOf('boolean');
    const keptBytes = stripMetadata(bytes, format).reduce((sum, piece) => sum + piece.length, 0);
    expect(keptBytes).toBeLessThanOrEqual(bytes.length);
  }
  return outcome;
}

const png = readFixture('png-rgba.png');
const packed = Buffer.concat([Buffer.from('iTXtkey\0\x01\0\0\0'), deflateSync(Buffer.alloc(5000, 'ab'))]);
const compressedText = Buffer.alloc(packed.length + 8);
compressedText.writeUInt32BE(packed.length - 4);
packed.copy(compressedText, 4);
compressedText.writeUInt32BE(crc32(packed), packed.length + 4);
const texts = [
  withPngRecipe(png, testRecipe),
  withPngTexts(png, [{ keyword: 'a', text: 'größe' }]),
  Buffer.concat([png.subarray(0, 33), compressedText, png.subarray(33)]),
];

function fuzzPngText(random: Random): Outcome {
  const bytes = mutateBytes(pick(texts, random), random);
  // Half of the files have sums that are right for what was damaged, or nothing would come behind that check.
  if (random() < 0.5) mendChecksums(bytes);
  for (const { keyword, text } of readPngTexts(bytes)) {
    expect(keyword.length).toBeLessThan(80);
    expect(text).toBeTypeOf('string');
  }
  outcomeOf(() => withPngTexts(bytes, [{ keyword: 'a', text: 'b' }]));
  return outcomeOf(() => readPngRecipe(bytes));
}

function mendChecksums(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer);
  for (let start = 8; start + 12 <= bytes.length; ) {
    const end = start + 8 + view.getUint32(start);
    if (end + 4 > bytes.length) return;
    view.setUint32(end, crc32(bytes.subarray(start + 4, end)));
    start = end + 4;
  }
}

function fuzzRecipe(random: Random): Outcome {
  const json =
    random() < 0.5
      ? mutateText(JSON.stringify(testRecipe), random)
      : JSON.stringify(mutateJson(testRecipe, random));
  return outcomeOf(() => {
    const recipe = parseRecipe(json);
    // What is accepted is a recipe: writing and reading it changes nothing any more.
    const written = JSON.stringify(recipe);
    expect(JSON.stringify(parseRecipe(written))).toBe(written);
    return recipe;
  });
}

function fuzzModelCard(random: Random): Outcome {
  return outcomeOf(() => {
    const card = parseModelCard(mutateJson(modelCard, random));
    expect(parseModelCard(card)).toEqual(card);
    return card;
  });
}

const hashes = [
  'v=1&picture=dog-shepherd&target=1&method=layerCam&layer=block_6_add&layers=convolutions',
  'v=1&left=average&right=lastConvolution&fusion=custom&mix=maximum_12-80_b6-50_b17-0&opacity=0.25',
  'v=1&colours=viridis&smooth=off&sign=signed&scale=run&contours=on&speed=0.5&loop=on&fit=centreCrop',
  'v=1&picture=own&mask=cutout_t45_transparent&crate=9_20_d0d0d0_both_a-10_o50&mix=winsor_12-80_b6-50_p95&fusion=custom',
];

/** Views, and with them the small copies of pictures that links may carry. */
function fuzzLink(random: Random): Outcome {
  const copy = random() < 0.5 ? `&copy=${encodeBase64Url(png.subarray(0, 100))}` : '';
  const marks = random() < 0.5 ? '&box=1200_0_9000_5000&strokes=CWTQD5ADAQAKAChQKA' : '';
  const link = decodeLink(mutateText(pick(hashes, random) + marks + copy, random));
  expect(decodeView(encodeView(link.view))).toEqual(link.view);
  expect(decodeLink(encodeLink(link.view, link.copy, link.marks))).toEqual(link);
  return encodeView(link.view) === '' ? 'refused' : 'accepted';
}

const npz = writeNpz(
  [
    { name: 'fused', shape: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) },
    { name: 'Conv1', shape: [4], data: Float32Array.of(0, -1, 0.5, 3) },
  ],
  testRecipe,
);

/** Our reader of .npz belongs to the tests and says no with plain errors. */
function fuzzNpz(random: Random): Outcome {
  try {
    for (const [name, bytes] of readZip(mutateBytes(npz, random))) {
      if (name.endsWith('.npy')) readNpy(bytes);
    }
    return 'accepted';
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(Error);
    return 'refused';
  }
}

describe(`${cases} damaged inputs each, FUZZ_SEED=${seed}`, () => {
  test.each<[what: string, fuzz: (random: Random) => Outcome]>([
    ['pictures: kind, header, completeness, metadata', fuzzPicture],
    ['texts and recipes in PNG files', fuzzPngText],
    ['recipes', fuzzRecipe],
    ['cards of models', fuzzModelCard],
    ['links: views and copies of pictures', fuzzLink],
    ['NumPy files', fuzzNpz],
  ])('%s', (_, fuzz) => {
    const random = createRandom(seed);
    const outcomes = { accepted: 0, refused: 0 };
    for (let count = 0; count < cases; count++) outcomes[fuzz(random)] += 1;
    // A fuzz run in which all is refused at the door, or nothing ever, has tested nothing.
    expect(Math.min(outcomes.accepted, outcomes.refused)).toBeGreaterThan(cases / 100);
  });
});
