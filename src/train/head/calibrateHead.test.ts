import { expect, test } from 'vitest';
import { calibrateHead } from './calibrateHead.ts';

test('three of four answers right at one logit: the temperature makes it sound like three of four', () => {
  const logits = Float64Array.of(4, 4, 4, 4);
  // σ(4/T) = 3/4, so T = 4 / ln 3.
  expect(calibrateHead(logits, Uint8Array.of(1, 1, 1, 0), 1)).toBeCloseTo(4 / Math.log(3), 5);
});

test('two softmax units have the temperature of one sigmoid unit with their difference', () => {
  const binary = Float64Array.of(3, -2, 1, -1, 0.5, 2);
  const both = Float64Array.from({ length: 12 }, (_, at) => (at % 2 === 1 ? binary[(at - 1) / 2]! : 0));
  const classes = Uint8Array.of(1, 0, 0, 1, 1, 1);
  const expected = calibrateHead(binary, classes, 1) as number;
  expect(calibrateHead(both, classes, 2)).toBeCloseTo(expected, 5);
});

test('three of four right of three classes', () => {
  const logits = Float64Array.from({ length: 12 }, (_, at) => (at % 3 === 0 ? 5 : 0));
  // e^(5/T) / (e^(5/T) + 2) = 3/4, so T = 5 / ln 6.
  expect(calibrateHead(logits, Uint8Array.of(0, 0, 0, 1), 3)).toBeCloseTo(5 / Math.log(6), 9);
});

test('pictures that determine no temperature say why', () => {
  const sure = Float64Array.of(1, 0, 0, 0, 1, 0);
  expect(calibrateHead(sure, Uint8Array.of(0, 1), 3)).toEqual({ undefined: 'separated' });
  expect(calibrateHead(sure, Uint8Array.of(1, 0), 3)).toEqual({ undefined: 'uninformative' });
  expect(calibrateHead(new Float64Array(0), new Uint8Array(0), 3)).toEqual({ undefined: 'noPictures' });
});
