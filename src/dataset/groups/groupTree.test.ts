import { describe, expect, test } from 'vitest';
import { encodeHalfFloats } from '../../lib/halfFloats.ts';
import { createRandom } from '../../measure/random.ts';
import { cutGroups, growGroupTree } from './groupTree.ts';
import { errorRateAround } from './neighbourErrors.ts';

const dimension = 40;

/** Descriptors around a few directions; picture i belongs to kind i mod kinds. */
function descriptors(count: number, kinds: number, noise: number, seed = 3) {
  const random = createRandom(seed);
  const directions = Array.from({ length: kinds }, () => Array.from({ length: dimension }, random));
  const rows = Float32Array.from({ length: count * dimension }, (_, at) => {
    const picture = Math.floor(at / dimension);
    const scale = 1 + (picture % 5);
    return scale * (directions[picture % kinds]![at % dimension]! + noise * (random() - 0.5));
  });
  return { dimension, rows };
}

function grow(count: number, kinds: number, noise = 0.2) {
  const tree = growGroupTree(descriptors(count, kinds, noise), 1);
  if ('undefined' in tree) throw new Error('enough pictures');
  return tree;
}

describe('groups of mistakes', () => {
  test('are what was mixed, whatever the length of a descriptor', () => {
    const tree = grow(30, 3);
    expect(tree.naturalCount).toBe(3);
    const groups = cutGroups(tree, 3);
    for (const { members, share, typical, isSingle } of groups) {
      expect(new Set(members.map((member) => member % 3)).size).toBe(1);
      expect(share).toBeCloseTo(1 / 3, 12);
      expect(typical).toHaveLength(4);
      expect(typical.every((picture) => members.includes(picture))).toBe(true);
      expect(isSingle).toBe(false);
    }
  });

  test('do not depend on the order of the pictures', () => {
    const { rows } = descriptors(24, 3, 0.8);
    const reversed = Float32Array.from({ length: rows.length }, (_, at) => {
      const picture = Math.floor(at / dimension);
      return rows[(23 - picture) * dimension + (at % dimension)]!;
    });
    const partition = (source: Float32Array, name: (picture: number) => number) => {
      const tree = growGroupTree({ dimension, rows: source }, 1);
      if ('undefined' in tree) throw new Error('enough pictures');
      return cutGroups(tree, 4)
        .map(({ members }) =>
          members
            .map(name)
            .sort((a, b) => a - b)
            .join(' '),
        )
        .sort();
    };
    expect(partition(reversed, (picture) => 23 - picture)).toEqual(partition(rows, (picture) => picture));
  });

  test('nest while a slider moves', () => {
    const tree = grow(40, 5, 0.9);
    for (let count = 2; count < 12; count++) {
      const fewer = cutGroups(tree, count);
      for (const { members } of cutGroups(tree, count + 1)) {
        expect(fewer.some((group) => members.every((member) => group.members.includes(member)))).toBe(true);
      }
    }
  });

  test('say of a picture like no other that it is single', () => {
    const { rows } = descriptors(12, 2, 0.1);
    rows.fill(0, 0, dimension);
    rows[3] = 9;
    const tree = growGroupTree({ dimension, rows }, 1);
    if ('undefined' in tree) throw new Error('enough pictures');
    expect(cutGroups(tree, 3).at(-1)).toMatchObject({ members: [0], typical: [0], isSingle: true });
  });

  test('that are all the same are one group, whatever rounding leaves', () => {
    const rows = Float32Array.from({ length: 12 * dimension }, (_, at) => 1 / (3 + (at % dimension)));
    const tree = growGroupTree({ dimension, rows }, 1);
    if ('undefined' in tree) throw new Error('enough pictures');
    expect(tree.merges.every(({ height }) => height === 0)).toBe(true);
  });

  test('are not looked for among five', () => {
    expect(growGroupTree(descriptors(5, 2, 0.1), 1)).toEqual({ undefined: 'tooFewPictures' });
  });

  test('of very many are made of a sample, which the others join', () => {
    const tree = grow(1560, 3);
    expect(tree.leaves).toHaveLength(1500);
    const groups = cutGroups(tree, 3);
    expect(groups.reduce((sum, { members }) => sum + members.length, 0)).toBe(1560);
    for (const { members } of groups) expect(new Set(members.map((member) => member % 3)).size).toBe(1);
  });
});

test('the error rate around a group counts right pictures that look the same', () => {
  // Ten pictures in direction x, three of them wrong; sixty in direction y, all right.
  const bank = {
    dimension: 2,
    rows: encodeHalfFloats(
      Array.from({ length: 70 }, (_, picture) => (picture < 10 ? [1, 0] : [0, 1])).flat(),
    ),
  };
  const wrong = Array.from({ length: 70 }, (_, picture) => (picture < 3 ? 1 : picture === 9 ? -1 : 0));
  const found = errorRateAround(bank, wrong, [0, 1, 2]);
  expect(found).toMatchObject({ hits: 3, trials: 50 });
  expect(found.pictures.slice(0, 9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
