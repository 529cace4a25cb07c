import { expect, test } from 'vitest';
import { fakePrediction } from '../../../../test/fakeModel.ts';
import { testSentence } from './maskWords.ts';

const labels = ['cat', 'dog'];
// z = −2 and 1: p(dog) = 0.119 and 0.731.
const [before, after] = [fakePrediction(0), fakePrediction(150)];
const stroke = {
  adds: true,
  shape: { kind: 'rectangle', area: { x: 0, y: 0, width: 1, height: 1 } },
} as const;

test('a test is told with the new answer and the old one', () => {
  expect(testSentence({ part: 'hide', region: { strokes: [] }, before, after }, labels)).toBe(
    'Without the hot region: 73.1\u00a0% dog. It was 88.1\u00a0% cat.',
  );
  expect(testSentence({ part: 'keep', region: { strokes: [stroke] }, before, after }, labels)).toBe(
    'The painted region alone: 73.1\u00a0% dog. It was 88.1\u00a0% cat.',
  );
});
