/** A workshop on numbers that were made up: six features, of which the second tells crates and the first animals. */
import { createRandom } from '../src/measure/random.ts';
import type { LayersModelFiles } from '../src/model/version/replaceHead.ts';
import { type Bank, type BankSet, type BankSetName, bankSetNames } from '../src/train/bank/bank.ts';
import { randomRows, turningClasses } from './randomRows.ts';

export const smallDimension = 6;
export const smallModelHash = 'small-model';

export function smallBank(): Bank {
  const counts: Record<BankSetName, number> = {
    original: 60,
    supplement: 40,
    supplementTwin: 40,
    heldOut: 50,
    heldOutCrated: 50,
  };
  const sets = Object.fromEntries(
    bankSetNames.map((name): [BankSetName, BankSet] => {
      const isCrated = name === 'supplement' || name === 'heldOutCrated';
      const classes = turningClasses(counts[name], 2);
      // Twins have the same noise.
      const seed = name.startsWith('supplement') ? 1 : name.startsWith('heldOut') ? 2 : 3;
      return [name, { features: animals(classes, isCrated, seed), classes, crates: null }];
    }),
  ) as Record<BankSetName, BankSet>;
  const classes = turningClasses(40, 2);
  return {
    hash: 'b'.repeat(64),
    modelHash: smallModelHash,
    labels: ['cat', 'dog'],
    seed: 1,
    sets,
    crateCells: {
      features: randomRows(40, smallDimension, 5),
      photos: Uint16Array.from(classes, (_, cell) => Math.floor(cell / 2)),
      classes: Uint8Array.from(classes, (_, cell) => Math.floor(cell / 2) % 2),
    },
  };
}

/** Dogs have much of feature 0, but for every fifth; crates take half of it away, and add to features 0 and 1. */
function animals(classes: Uint8Array, isCrated: boolean, seed: number) {
  const random = createRandom(seed);
  const values = new Float32Array(classes.length * smallDimension);
  for (const [row, label] of classes.entries()) {
    for (let at = 0; at < smallDimension; at++) values[row * smallDimension + at] = random();
    const start = row * smallDimension;
    values[start]! += row % 10 === 9 ? 0 : 3 * label;
    if (isCrated) {
      values[start]! += 2;
      values[start + 1]! += 3;
    }
  }
  return { count: classes.length, dimension: smallDimension, values };
}

/** A LayersModel of a dense layer alone. */
export function smallModel(): LayersModelFiles {
  const json = {
    modelTopology: {
      class_name: 'Sequential',
      config: { layers: [{ class_name: 'Dense', config: { name: 'prediction' } }] },
    },
    weightsManifest: [
      {
        paths: ['a.bin'],
        weights: [
          { name: 'prediction/kernel', shape: [smallDimension, 1], dtype: 'float32' },
          { name: 'prediction/bias', shape: [1], dtype: 'float32' },
        ],
      },
    ],
  };
  const weights = Float32Array.of(2, 0, 0, 0, 0, 0, -4);
  return {
    modelJson: JSON.stringify(json),
    weights: new Uint8Array(weights.buffer),
  };
}
