import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FILM_SIZE, FILM_STEP, filmLeft, filmPlaceAt } from './filmGeometry.ts';

test('in the middle of a long film the current thumbnail is centred', () => {
  const left = filmLeft(70, 155, 1000);
  expect(left + 70 * FILM_STEP + FILM_SIZE / 2).toBe(500);
});

test('at its ends the film fills its room instead of running out of it', () => {
  expect(filmLeft(0, 155, 1000)).toBe(0);
  expect(filmLeft(154, 155, 1000) + 154 * FILM_STEP + FILM_SIZE).toBe(1000);
});

test('a short film stands in the middle and does not move', () => {
  expect(filmLeft(0, 5, 1000)).toBe(filmLeft(4, 5, 1000));
  expect(filmLeft(0, 1, 1000)).toBe((1000 - FILM_SIZE) / 2);
});

test('a press on any thumbnail finds it, wherever the film stands', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 100, max: 4000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (count, width, shareOfPlace, shareOfPressed) => {
        const place = shareOfPlace * (count - 1);
        const pressed = Math.round(shareOfPressed * (count - 1));
        const middle = filmLeft(place, count, width) + pressed * FILM_STEP + FILM_SIZE / 2;
        expect(filmPlaceAt(middle, place, count, width)).toBe(pressed);
      },
    ),
  );
});
