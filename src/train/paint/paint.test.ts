import { describe, expect, test } from 'vitest';
import { gradientError, randomParameters, randomRows, turningClasses } from '../../../test/randomRows.ts';
import type { Head } from '../../model/version/head.ts';
import { fitHead } from '../head/fitHead.ts';
import { zeroHead } from '../head/newHead.ts';
import { scoreRows } from '../head/scoreRows.ts';
import { evidencePenalty, type PenalisedEvidence } from './evidencePenalty.ts';
import { type PaintedCells, twinDifferences, weighCells } from './paintedCells.ts';
import { previewPenalty } from './previewPenalty.ts';

const dimension = 12;

function cells(count: number, classCount: number, seed = 3): PaintedCells {
  return {
    features: randomRows(count, dimension, seed),
    classes: turningClasses(count, classCount),
    weights: new Float64Array(count).fill(1 / count),
  };
}

const rows = {
  features: randomRows(60, dimension, 1),
  classes: turningClasses(60, 2),
  weights: new Float64Array(60).fill(1 / 60),
};
const reference: Head = { ...zeroHead(1, dimension), kernel: randomParameters(dimension, 8) };

function evidenceOf(head: Head, { features }: PaintedCells): number[] {
  return [...scoreRows({ ...head, bias: new Float64Array(head.units) }, features)];
}

describe('the penalty', () => {
  test.each<[PenalisedEvidence, number]>([
    ['any', 1],
    ['any', 3],
    ['wrongClass', 1],
    ['wrongClass', 3],
  ])('on %s evidence has the gradient that finite differences have, with %i units', (penalised, units) => {
    const penalty = evidencePenalty(
      { cells: cells(7, units === 1 ? 2 : units), strength: 0.7, penalised },
      units,
    );
    expect(gradientError(penalty, randomParameters(units * (dimension + 1), 4))).toBeLessThan(1e-8);
  });

  test('of one cell is λ/2 times the square of its evidence, and nothing where it speaks for its own class', () => {
    const one = { count: 1, dimension: 2, values: Float32Array.of(1, 2) };
    const parameters = Float64Array.of(3, -0.5, 9);
    const value = (label: number, penalised: PenalisedEvidence) =>
      evidencePenalty(
        {
          cells: { features: one, classes: Uint8Array.of(label), weights: Float64Array.of(1) },
          strength: 0.5,
          penalised,
        },
        1,
      )(parameters, new Float64Array(3));
    // The evidence is 3·1 − 0.5·2 = 2, for class 1.
    expect([value(0, 'any'), value(1, 'any')]).toEqual([1, 1]);
    expect([value(0, 'wrongClass'), value(1, 'wrongClass')]).toEqual([1, 0]);
  });

  test('with two units on wrong evidence is that of one unit with their difference', () => {
    const painted = cells(9, 2);
    const two = randomParameters(2 * (dimension + 1), 6);
    const one = new Float64Array(dimension + 1);
    for (let at = 0; at < dimension; at++) one[at] = two[dimension + at]! - two[at]!;
    const value = evidencePenalty({ cells: painted, strength: 1, penalised: 'wrongClass' }, 2)(
      two,
      new Float64Array(two.length),
    );
    expect(value).toBeCloseTo(
      evidencePenalty({ cells: painted, strength: 1, penalised: 'wrongClass' }, 1)(
        one,
        new Float64Array(one.length),
      ),
      12,
    );
  });

  test('of strength 0 leaves the fit as it was, to the last bit', async () => {
    const plain = await fitHead(rows, { reference });
    const free = await fitHead(rows, {
      reference,
      penalties: [evidencePenalty({ cells: cells(5, 2), strength: 0, penalised: 'any' }, 1)],
    });
    expect(free.head).toEqual(plain.head);
  });

  test('of a huge strength makes the weights orthogonal to what was painted', async () => {
    const painted = cells(5, 2);
    const { head, hasConverged } = await fitHead(rows, {
      reference,
      penalties: [evidencePenalty({ cells: painted, strength: 1e6, penalised: 'any' }, 1)],
    });
    expect(hasConverged).toBe(true);
    for (const evidence of evidenceOf(head, painted)) expect(Math.abs(evidence)).toBeLessThan(1e-5);
    expect(Math.hypot(...head.kernel)).toBeGreaterThan(0.5);
  });

  test('on a channel that only painted cells have takes its weight and no other', async () => {
    const features = { ...rows.features, values: rows.features.values.slice() };
    for (let row = 0; row < 60; row++) features.values[row * dimension] = 0;
    const values = new Float32Array(dimension);
    values[0] = 5;
    const painted: PaintedCells = {
      features: { count: 1, dimension, values },
      weights: Float64Array.of(1),
      classes: Uint8Array.of(0),
    };
    const plain = await fitHead({ ...rows, features }, { reference });
    const { head } = await fitHead(
      { ...rows, features },
      { reference, penalties: [evidencePenalty({ cells: painted, strength: 1e3, penalised: 'any' }, 1)] },
    );
    expect(Math.abs(head.kernel[0]!)).toBeLessThan(1e-5);
    for (let at = 1; at < dimension; at++) expect(head.kernel[at]).toBeCloseTo(plain.head.kernel[at]!, 9);
  });
});

test('the preview is the minimum that a fit without pictures finds', async () => {
  const painted = cells(9, 2);
  const nothing = { ...rows, weights: new Float64Array(60) };
  const { head } = await fitHead(nothing, {
    reference,
    strength: 0.3,
    penalties: [evidencePenalty({ cells: painted, strength: 2, penalised: 'any' }, 1)],
  });
  const preview = previewPenalty(reference, painted, 2, 0.3);
  for (let at = 0; at < dimension; at++) expect(preview.kernel[at]).toBeCloseTo(head.kernel[at]!, 10);
  expect(() => previewPenalty(reference, cells(201, 2), 1, 1)).toThrow(RangeError);
});

describe('painted cells', () => {
  test('count the same for every picture, and by the share that was painted', () => {
    // Picture 0 has a whole and a half cell, picture 1 a quarter of one, picture 2 nothing.
    const weights = weighCells([0, 0, 1, 2], [1, 0.5, 0.25, 0]);
    expect([...weights]).toEqual([1 / 3, 1 / 6, 0.5, 0]);
    expect([...weighCells([0, 1, 1])]).toEqual([0.5, 0.25, 0.25]);
  });

  test('of twins are the change of the logit', () => {
    const [altered, plain] = [randomRows(4, dimension, 1), randomRows(4, dimension, 2)];
    const twins = twinDifferences(altered, plain, new Uint8Array(4));
    const [after, before] = [scoreRows(reference, altered), scoreRows(reference, plain)];
    for (const [row, evidence] of evidenceOf(reference, twins).entries()) {
      expect(evidence).toBeCloseTo(after[row]! - before[row]!, 5);
    }
    expect(() => twinDifferences(altered, randomRows(3, dimension, 2), new Uint8Array(4))).toThrow(
      RangeError,
    );
  });
});
