/** A bank as its two files: see src/train/bank/bankFile.ts. */
import { createHash } from 'node:crypto';
import type { Crate } from '../src/image/alter/crate.ts';
import type { BankSetName } from '../src/train/bank/bank.ts';
import { type BankFile, bankFormat, shortenZeros, writeBars } from '../src/train/bank/bankFile.ts';

/** What was measured of one set of pictures. */
export interface MeasuredSet {
  readonly name: BankSetName;
  readonly classes: readonly number[];
  readonly crates: readonly (readonly Crate[])[] | null;
  /** Of each picture. */
  readonly features: readonly Float32Array[];
}

/** What was measured of the photos whose cells are kept. */
export interface MeasuredCells {
  readonly classes: readonly number[];
  readonly crates: readonly (readonly Crate[])[];
  /** Of each photo as many as there are. */
  readonly cells: readonly (readonly Float32Array[])[];
}

export interface BankFacts extends Pick<BankFile, 'modelHash' | 'labels' | 'seed'> {
  readonly path: string;
}

/** @returns text of the .json, and the bytes it names */
export function encodeBank(facts: BankFacts, sets: readonly MeasuredSet[], cells: MeasuredCells) {
  const pooled = quantise(sets.flatMap(({ features }) => features));
  const placed = quantise(cells.cells.flat());
  const bytes = Buffer.concat([pooled.bytes, shortenZeros(placed.bytes)]);
  const file: BankFile = {
    format: bankFormat,
    version: 1,
    about:
      'Numbers of photos, no pixels: what enters the dense layer of the model, and cells of its last layer. ' +
      'value = byte × scale. Made by npm run bank; docs/workshop.md tells of what.',
    modelHash: facts.modelHash,
    labels: facts.labels,
    dimension: pooled.scale.length,
    seed: facts.seed,
    sets: sets.map(({ name, classes, crates }) => ({
      name,
      classes: classes.join(''),
      crates: crates?.map((crate) => crate.map(writeBars)) ?? null,
    })),
    crateCells: {
      classes: cells.classes.join(''),
      counts: cells.cells.map(({ length }) => length),
      crates: cells.crates.map((crate) => crate.map(writeBars)),
    },
    scale: pooled.scale,
    cellScale: placed.scale,
    numbers: {
      path: facts.path,
      sizeBytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
  };
  return { json: `${JSON.stringify(file)}\n`, bytes };
}

/** Bytes with one scale per feature, so that the largest number of a feature is 255 of its steps. */
function quantise(rows: readonly Float32Array[]): { scale: number[]; bytes: Uint8Array } {
  const dimension = rows[0]?.length ?? 0;
  const scale = Array.from({ length: dimension }, (_, feature) => {
    const highest = rows.reduce((most, row) => Math.max(most, row[feature]!), 0);
    return Number((highest / 255).toPrecision(6));
  });
  const bytes = new Uint8Array(rows.length * dimension);
  for (const [at, row] of rows.entries()) {
    for (let feature = 0; feature < dimension; feature++) {
      const step = scale[feature]!;
      bytes[at * dimension + feature] = step === 0 ? 0 : Math.min(255, Math.round(row[feature]! / step));
    }
  }
  return { scale, bytes };
}
