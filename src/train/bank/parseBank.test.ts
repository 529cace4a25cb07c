import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBank } from '../../../scripts/make-bank-encode.ts';
import { readTestBank, readTestBankBytes, readTestBankFile } from '../../../test/readTestBank.ts';
import { thrownFailure } from '../../../test/thrownFailure.ts';
import { bankSetNames } from './bank.ts';
import { lengthenZeros, shortenZeros } from './bankFile.ts';
import { chooseCrate } from './chooseCrate.ts';
import { parseBankFile, readBank } from './parseBank.ts';

describe('the bank that ships', () => {
  const file = readTestBankFile();
  const bank = readTestBank();

  test('has the pictures that its sets should have, half of each class, and twins side by side', () => {
    expect(bankSetNames.map((name) => bank.sets[name].classes.length)).toEqual([1000, 400, 400, 200, 200]);
    for (const name of bankSetNames) {
      const { classes, features } = bank.sets[name];
      expect(features.count).toBe(classes.length);
      expect(classes.filter((label) => label === 1).length).toBe(classes.length / 2);
    }
    expect(bank.sets.supplement.classes).toEqual(bank.sets.supplementTwin.classes);
    expect(bank.sets.heldOut.classes).toEqual(bank.sets.heldOutCrated.classes);
    expect(new Set(bank.crateCells.photos).size).toBeGreaterThan(90);
    expect(bank.crateCells.features.count).toBe(bank.crateCells.photos.length);
  });

  test('is as large as it says, of at most 3.5 MB with its description, and unharmed', () => {
    const bytes = readTestBankBytes();
    const description = statSync(new URL('../../../public/lab/bank.json', import.meta.url)).size;
    expect(bytes.length).toBe(file.numbers.sizeBytes);
    expect(bytes.length + description).toBeLessThan(3.5e6);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.numbers.sha256);
  });

  test('has the crates that its seed gives', () => {
    for (const [name, first] of [
      ['supplement', 0],
      ['heldOutCrated', 1000],
    ] as const) {
      const expected = bank.sets[name].classes.length;
      const crates = Array.from({ length: expected }, (_, at) =>
        chooseCrate(10_000 * bank.seed + first + at),
      );
      expect(bank.sets[name].crates).toEqual(crates);
    }
    expect(bank.sets.original.crates).toBeNull();
  });

  test('is of the model that ships', () => {
    const card = JSON.parse(
      readFileSync(new URL('../../../public/model/card.json', import.meta.url), 'utf8'),
    );
    const hash = card.files.map(({ sha256 }: { sha256: string }) => sha256.slice(0, 16)).join('-');
    expect(bank.modelHash).toBe(hash);
    expect(bank.labels).toEqual(card.labels);
  });
});

test('what is written is what is read, to half a step of its feature', () => {
  const rows = (count: number, from: number) =>
    Array.from({ length: count }, (_, row) => Float32Array.of(0, (from + row) / 10, 6 - row / 7));
  const crate = chooseCrate(3);
  const sets = bankSetNames.map((name, at) => ({
    name,
    classes: [0, 1],
    crates: name === 'supplement' || name === 'heldOutCrated' ? [crate, chooseCrate(4)] : null,
    features: rows(2, at),
  }));
  const cells = { classes: [1, 0], crates: [crate, crate], cells: [rows(3, 9), []] };
  const facts = { modelHash: 'a-b', labels: ['cat', 'dog'], seed: 1, path: 'bank.bin' };
  const { json, bytes } = encodeBank(facts, sets, cells);
  const bank = readBank(parseBankFile(JSON.parse(json)), bytes);
  for (const { name, features, crates } of sets) {
    const { features: read, classes } = bank.sets[name];
    const flat = features.flatMap((row) => [...row]);
    for (const [at, value] of flat.entries()) {
      expect(Math.abs(read.values[at]! - value)).toBeLessThanOrEqual(6 / 255 / 2 + 1e-6);
    }
    expect(classes).toEqual(Uint8Array.of(0, 1));
    expect(bank.sets[name].crates).toEqual(crates);
  }
  expect(bank.crateCells.photos).toEqual(Uint16Array.of(0, 0, 0));
  expect(bank.crateCells.classes).toEqual(Uint8Array.of(1, 1, 1));
});

describe('a file that is no bank is refused', () => {
  const text = readFileSync(new URL('../../../public/lab/bank.json', import.meta.url), 'utf8');
  const changed = (change: (file: Record<string, unknown>) => void) => {
    const file = JSON.parse(text) as Record<string, unknown>;
    change(file);
    return thrownFailure(() => parseBankFile(file)).code;
  };

  test.each<[string, (file: Record<string, unknown>) => void]>([
    ['of another format', (file) => Object.assign(file, { format: 'zip' })],
    ['of a later version', (file) => Object.assign(file, { version: 2 })],
    ['with a scale too few', (file) => (file['scale'] as number[]).pop()],
    ['with an endless scale', (file) => Object.assign(file, { scale: [Number.NaN] })],
    ['with a set too few', (file) => (file['sets'] as unknown[]).pop()],
    ['with sets in another order', (file) => (file['sets'] as unknown[]).reverse()],
    ['with a class that has no name', (file) => Object.assign(file, { labels: ['cat'] })],
    [
      'with a path out of its folder',
      (file) => Object.assign(file['numbers'] as object, { path: '../x.bin' }),
    ],
    ['with other sizes', (file) => Object.assign(file['numbers'] as object, { sizeBytes: 1 })],
    ['with counts of no photo', (file) => (file['crateCells'] as { counts: number[] }).counts.push(1)],
    ['with a huge dimension', (file) => Object.assign(file, { dimension: 1e9 })],
  ])('%s', (_, change) => {
    expect(changed(change)).toBe('bankInvalid');
  });

  test('whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(thrownFailure(() => parseBankFile(json)).code).toBe('bankInvalid');
      }),
    );
  });

  test('bytes of which the zeros do not add up', () => {
    const bytes = Uint8Array.from(readTestBankBytes());
    bytes[bytes.length - 1] = 7;
    bytes[bytes.length - 2] = 7;
    expect(thrownFailure(() => readBank(readTestBankFile(), bytes)).code).toBe('bankInvalid');
  });

  test('bytes that were cut off or are too many', () => {
    const bytes = readTestBankBytes();
    for (const wrong of [bytes.subarray(1), new Uint8Array(0), new Uint8Array(bytes.length + 1)]) {
      expect(thrownFailure(() => readBank(readTestBankFile(), wrong)).code).toBe('bankInvalid');
    }
  });
});

test('runs of zeros are shortened and lengthened again, however long', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 700 }), fc.nat({ max: 255 })), { maxLength: 8 }), (runs) => {
      const bytes = Uint8Array.from(runs.flatMap(([zeros, byte]) => [...new Array(zeros).fill(0), byte]));
      const shortened = shortenZeros(bytes);
      expect(lengthenZeros(shortened, bytes.length)).toEqual(bytes);
      expect(lengthenZeros(shortened, bytes.length + 1)).toBeNull();
    }),
  );
});
