import { expect, test } from 'vitest';
import { csvName } from './csvName.ts';

test.each([
  ['pets', 'stratacam-pets.csv'],
  ['my cats/and: dogs?', 'stratacam-my-cats-and-dogs.csv'],
  ['..', 'stratacam-data-set.csv'],
  ['猫と犬', 'stratacam-猫と犬.csv'],
])('the set "%s" is saved as %s', (name, file) => {
  expect(csvName(name)).toBe(file);
});
