import { describe, expect, test } from 'vitest';
import { describeChange, describeEvidence } from './evidenceWords.ts';
import {
  changeByChannel,
  changeByPlace,
  channelEvidence,
  evidenceDifference,
  logitOfEvidence,
  meanEvidence,
  mostChangedChannels,
} from './exactEvidence.ts';

function map(cells: readonly number[], bias = 0.5) {
  return { width: 2, height: 2, cells: Float32Array.from(cells), bias };
}

const cat = map([-2, -1, 0.5, 0]);
const crate = map([-0.5, 0.25, 2, 0]);
const sides = { supported: 'dog', opposed: 'cat' };

describe('evidence in logits', () => {
  test('sums to the logit', () => {
    expect(logitOfEvidence(cat)).toBe(-2);
    expect(logitOfEvidence(crate)).toBe(2.25);
  });

  test('differs cell by cell, and the differences sum to the change of the logit', () => {
    const difference = evidenceDifference(cat, crate);
    expect([...difference.cells]).toEqual([1.5, 1.25, 1.5, 0]);
    expect(logitOfEvidence(difference)).toBe(4.25);
  });

  test('splits by place into what was added and what was taken away', () => {
    // For dog .5 → 2.25, for cat 3 → .5.
    expect(changeByPlace(cat, crate)).toEqual({ supporting: 1.75, opposing: -2.5, bias: 0, total: 4.25 });
  });

  test('splits by channel into other parts of the same total', () => {
    const weights = [1, -2, 1];
    const before = channelEvidence(weights, [0.5, 1.25, 0]);
    const after = channelEvidence(weights, [1, 0.125, 1]);
    const change = changeByChannel(before, after);
    expect(change).toEqual({ supporting: 1.5, opposing: -2.25, bias: 0, total: 3.75 });
    expect(mostChangedChannels(before, after, 2)).toEqual([
      { channel: 1, change: 2.25 },
      { channel: 2, change: 1 },
    ]);
  });

  test('has a mean over several pictures', () => {
    expect(meanEvidence([cat, crate])).toEqual(map([-1.25, -0.375, 1.25, 0]));
    expect(meanEvidence([])).toBeNull();
  });

  test('of maps of different sizes has no difference', () => {
    expect(() => evidenceDifference(cat, { ...cat, width: 4, height: 1 })).toThrow(
      expect.objectContaining({ code: 'internal' }),
    );
  });
});

describe('in words', () => {
  test('a change says what was added for one and taken from the other, and both together', () => {
    expect(describeChange(changeByPlace(cat, crate), sides)).toBe(
      '1.8 was added for dog and 2.5 was taken from cat: together 4.3 logits towards dog.',
    );
    expect(describeChange(changeByPlace(crate, cat), sides)).toBe(
      '1.8 was taken from dog and 2.5 was added for cat: together 4.3 logits towards cat.',
    );
  });

  test('parts that work against each other are both said', () => {
    expect(describeChange({ supporting: 1, opposing: 1.02, bias: 0, total: -0.02 }, sides)).toBe(
      '1.0 was added for dog and 1.0 was added for cat: together they cancel.',
    );
    expect(describeChange({ supporting: 0.01, opposing: 0, bias: 0, total: 0.01 }, sides)).toBe(
      'No evidence was added or taken away.',
    );
  });

  test('another head has another constant', () => {
    expect(describeChange({ supporting: 0, opposing: 0, bias: -0.4, total: -0.4 }, sides)).toBe(
      'The constant changed by −0.4: together 0.4 logits towards cat.',
    );
  });

  test('of many classes evidence is for the class or against it', () => {
    expect(
      describeChange(
        { supporting: -1, opposing: 2, bias: 0, total: -3 },
        { supported: 'fox', opposed: null },
      ),
    ).toBe('1.0 was taken from fox and 2.0 was added against fox: together 3.0 logits away from fox.');
  });

  test("a picture's own sums lead to its answer", () => {
    expect(describeEvidence(cat, sides)).toBe(
      '0.5 for dog, 3.0 for cat, constant 0.5: together −2.0 logits, which is cat.',
    );
  });
});
