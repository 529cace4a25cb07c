import { beforeAll, describe, expect, test } from 'vitest';
import { readTestBank } from '../../../test/readTestBank.ts';
import type { Head } from '../../model/version/head.ts';
import { zeroHead } from '../head/newHead.ts';
import { trainHead } from '../training/trainHead.ts';
import { bankPool } from '../training/trainingPool.ts';
import { bankCrateCells, judgeOnBank } from './bankVerdict.ts';
import { judgeRemedy, type RemedyMeasures } from './verdict.ts';

const falling = { before: new Float64Array(30).fill(-2), after: new Float64Array(30).fill(0.5) };
const steady = { before: new Float64Array(30).fill(-2), after: new Float64Array(30).fill(2) };

function answers(better: number, worse: number, midP: number): RemedyMeasures['clean'] {
  return { better, worse, midP, total: 200, difference: (better - worse) / 200, interval: null };
}

const same = answers(1, 1, 1);

function judge(measures: Partial<RemedyMeasures>) {
  return judgeRemedy({
    evidence: falling,
    behaviour: falling,
    withThing: same,
    clean: same,
    hasEnough: true,
    ...measures,
  });
}

describe('the verdict', () => {
  test.each<[string, Partial<RemedyMeasures>, string]>([
    ['evidence and behaviour fall, answers stay', {}, 'It relies on it less.'],
    ['answers get better as well', { withThing: answers(20, 2, 0.001) }, 'It relies on it less.'],
    ['evidence falls, behaviour stays', { behaviour: steady }, 'Only the map changed.'],
    [
      'answers with the thing get worse',
      { withThing: answers(2, 12, 0.008) },
      'The map looks better, the model is worse.',
    ],
    ['clean answers get worse', { clean: answers(0, 5, 0.03) }, 'The map looks better, the model is worse.'],
    ['answers get worse, but it may be chance', { clean: answers(3, 6, 0.34) }, 'It relies on it less.'],
    [
      'answers get worse, and not even the map better',
      { evidence: steady, clean: answers(0, 5, 0.03) },
      'The model is worse.',
    ],
    ['nothing falls', { evidence: steady, behaviour: steady }, 'Too few pictures to tell.'],
    ['behaviour alone falls', { evidence: steady }, 'Too few pictures to tell.'],
    ['there are too few pictures, whatever they say', { hasEnough: false }, 'Too few pictures to tell.'],
    [
      'no answer changed',
      { clean: { ...same, midP: { undefined: 'noDifference' } } },
      'It relies on it less.',
    ],
  ])('where %s', (_, measures, words) => {
    expect(judge(measures).words).toBe(words);
  });

  test('goes by the size of evidence, not by its sign', () => {
    const turned = { before: new Float64Array(30).fill(1), after: new Float64Array(30).fill(-1) };
    expect(judge({ evidence: turned })).toMatchObject({ evidenceFalls: false, kind: 'tooFew' });
  });
});

describe('on the bank, painting out what lies off the animal in crates', () => {
  const bank = readTestBank();
  const pool = bankPool(bank);
  const settings = { dose: 0, seed: 1, reference: zeroHead(1, pool.dimension) };
  let before: Head;
  beforeAll(async () => {
    before = (await trainHead(pool, settings)).head;
  });

  test('no photo is both painted and judged by', () => {
    const { training, heldOut } = bankCrateCells(bank);
    expect(heldOut.features.count + training.features.count).toBe(bank.crateCells.photos.length);
    expect(new Set(heldOut.photos).size).toBe(30);
  });

  test('the penalty makes the map better and the model worse, and the verdict says so', async () => {
    const { training } = bankCrateCells(bank);
    const { head } = await trainHead(pool, {
      ...settings,
      penalties: [{ cells: training, strength: 0.1, penalised: 'any' }],
    });
    const { verdict, measures } = judgeOnBank(bank, before, head);
    expect(verdict).toMatchObject({
      kind: 'worse',
      evidenceFalls: true,
      words: 'The map looks better, the model is worse.',
    });
    expect(measures.withThing.worse).toBeGreaterThan(measures.withThing.better);
  });

  test('pictures of crates with their labels change the model without harm', async () => {
    const { head } = await trainHead(pool, { ...settings, dose: 1 });
    const { measures } = judgeOnBank(bank, before, head);
    expect(measures.withThing.better).toBeGreaterThan(2 * measures.withThing.worse);
    expect(measures.clean.worse - measures.clean.better).toBeLessThan(4);
  });
});
