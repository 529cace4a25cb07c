import * as v from 'valibot';
import { crateLimits } from '../../image/alter/crate.ts';
import { Failure } from '../../lib/failure.ts';
import type { FeatureRows } from '../head/featureRows.ts';
import { type Bank, type BankSet, type BankSetName, bankSetNames, type CrateCells } from './bank.ts';
import { type BankFile, bankFormat, lengthenZeros, readBars, type WrittenBars } from './bankFile.ts';

/** Beyond these a file is no bank that a page should read. */
const mostPictures = 20_000;
const mostFeatures = 8192;
const mostClasses = 10;
const mostCells = 1024;
const longestText = 2000;

const text = v.pipe(v.string(), v.maxLength(longestText));
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits'));
const within = ({ min, max }: { readonly min: number; readonly max: number }) =>
  v.pipe(v.number(), v.minValue(min), v.maxValue(max));
const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));

const bars = v.strictTuple([
  v.pipe(within(crateLimits.bars), v.integer()),
  within(crateLimits.thickness),
  within(crateLimits.offset),
  v.picklist([0, 1]),
  v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/, 'must be a colour')),
]);
const crates = v.pipe(
  v.array(v.pipe(v.array(bars), v.minLength(1), v.maxLength(4))),
  v.maxLength(mostPictures),
);
const classes = v.pipe(v.string(), v.regex(/^\d*$/, 'must be digits'), v.maxLength(mostPictures));
const scales = v.pipe(
  v.array(v.pipe(v.number(), v.finite(), v.minValue(0))),
  v.minLength(1),
  v.maxLength(mostFeatures),
);

const fileSchema = v.object({
  format: v.literal(bankFormat),
  version: v.literal(1),
  about: text,
  modelHash: text,
  labels: v.pipe(v.array(text), v.minLength(2), v.maxLength(mostClasses)),
  dimension: v.pipe(whole(mostFeatures), v.minValue(1)),
  seed: whole(2 ** 31),
  sets: v.pipe(
    v.array(v.object({ name: v.picklist(bankSetNames), classes, crates: v.nullable(crates) })),
    v.check(
      (sets) => sets.map(({ name }) => name).join() === bankSetNames.join(),
      `must be ${bankSetNames.join(', ')}`,
    ),
  ),
  crateCells: v.object({
    classes,
    counts: v.pipe(v.array(whole(mostCells)), v.maxLength(mostPictures)),
    crates,
  }),
  scale: scales,
  cellScale: scales,
  numbers: v.object({
    path: v.pipe(v.string(), v.regex(/^[\w-]+\.bin$/, 'must be a plain file name')),
    sizeBytes: whole(2 ** 28),
    sha256: digest,
  }),
});

/**
 * Checks a bank's `bank.json`; the bytes it names come to `readBank`.
 *
 * @throws Failure `bankInvalid` whose `details.problem` says what is wrong
 */
export function parseBankFile(json: unknown): BankFile {
  const result = v.safeParse(fileSchema, json);
  if (!result.success) {
    const [issue] = result.issues;
    throw bankInvalid(`${v.getDotPath(issue) ?? 'bank.json'} is wrong: ${issue.message}`);
  }
  const file = result.output;
  const { dimension, scale, cellScale, labels, sets, crateCells } = file;
  if (scale.length !== dimension || cellScale.length !== dimension) {
    throw bankInvalid(`there are not ${dimension} scales`);
  }
  for (const { name, classes: digits, crates: bent } of [...sets, { name: 'crateCells', ...crateCells }]) {
    if ([...digits].some((digit) => Number(digit) >= labels.length))
      throw bankInvalid(`${name}: no such class`);
    if (bent !== null && bent.length !== digits.length) throw bankInvalid(`${name}: crates do not match`);
  }
  const of = new Map(sets.map((set) => [set.name, set]));
  if (of.get('supplement')!.classes !== of.get('supplementTwin')!.classes)
    throw bankInvalid('twins do not match');
  if (of.get('heldOut')!.classes !== of.get('heldOutCrated')!.classes)
    throw bankInvalid('twins do not match');
  const rows = sets.reduce((sum, set) => sum + set.classes.length, 0);
  if (crateCells.counts.length !== crateCells.classes.length)
    throw bankInvalid('crateCells: counts do not match');
  if (file.numbers.sizeBytes < rows * dimension) {
    throw bankInvalid(`${file.numbers.sizeBytes} bytes for ${rows} pictures`);
  }
  return file;
}

/**
 * A bank from its two files.
 *
 * @param bytes what `file.numbers` names; its SHA-256 is the caller's to check where it can be computed
 * @throws Failure `bankInvalid` where the bytes are too few or too many
 */
export function readBank(file: BankFile, bytes: Uint8Array): Bank {
  const { dimension, labels, modelHash, seed, numbers } = file;
  if (bytes.length !== numbers.sizeBytes) {
    throw bankInvalid(`${bytes.length} bytes instead of ${numbers.sizeBytes}`);
  }
  let from = 0;
  const readSet = (count: number) => {
    const start = from;
    from += count * dimension;
    return scaleRows(bytes.subarray(start, from), file.scale);
  };
  const sets = Object.fromEntries(
    file.sets.map(({ name, classes: digits, crates: bent }): [BankSetName, BankSet] => [
      name,
      {
        features: readSet(digits.length),
        classes: classesOf(digits),
        crates: bent === null ? null : bent.map(readCrate),
      },
    ]),
  ) as Record<BankSetName, BankSet>;
  return {
    hash: numbers.sha256,
    modelHash,
    labels,
    seed,
    sets,
    crateCells: readCells(file, bytes.subarray(from)),
  };
}

function readCells({ crateCells, cellScale, dimension }: BankFile, bytes: Uint8Array): CrateCells {
  const ofPhoto = classesOf(crateCells.classes);
  const photos = Uint16Array.from(
    crateCells.counts.flatMap((count, photo) => new Array<number>(count).fill(photo)),
  );
  const cells = lengthenZeros(bytes, photos.length * dimension);
  if (cells === null) throw bankInvalid(`the bytes are not those of ${photos.length} cells`);
  return {
    features: scaleRows(cells, cellScale),
    photos,
    classes: Uint8Array.from(photos, (photo) => ofPhoto[photo]!),
  };
}

/** value = byte × scale of its feature. */
function scaleRows(bytes: Uint8Array, scale: readonly number[]): FeatureRows {
  const dimension = scale.length;
  const values = new Float32Array(bytes.length);
  for (let at = 0; at < values.length; at++) values[at] = bytes[at]! * scale[at % dimension]!;
  return { count: bytes.length / dimension, dimension, values };
}

function classesOf(digits: string): Uint8Array {
  return Uint8Array.from(digits, Number);
}

function readCrate(written: readonly WrittenBars[]) {
  return written.map(readBars);
}

function bankInvalid(problem: string): Failure {
  return new Failure('bankInvalid', problem, { problem });
}
