import { describe, expect, test } from 'vitest';
import { isDark, isPale, measurePicture } from './pictureProperties.ts';
import { quarterSlices, rankSlices, slicesByName } from './slices.ts';

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

describe('slices', () => {
  // 100 pictures: the first 20 have 8 errors, the other 80 have 4.
  const wrong = Array.from({ length: 100 }, (_, picture) =>
    Number(picture < 8 || (picture >= 20 && picture < 24)),
  );
  const slice = (key: string, pictures: readonly number[]) => ({ key, title: key, pictures });

  test('are ranked by the lower end of their difference to the rest', () => {
    const rows = rankSlices([slice('right', range(24, 60)), slice('bad', range(0, 20))], wrong);
    expect(rows.map((row) => row.slice.key)).toEqual(['bad', 'right']);
    const [bad] = rows;
    expect(bad?.errors).toMatchObject({ hits: 8, trials: 20, value: 0.4 });
    expect(bad?.difference).toBeCloseTo(0.4 - 0.05, 12);
    // Wilson of 8/20: .219–.613, of 4/80: .020–.122. Newcombe: .35 − √(.181² + .072²), .35 + √(.213² + .030²).
    expect(bad?.low).toBeCloseTo(0.155, 2);
    expect(bad?.high).toBeCloseTo(0.566, 2);
  });

  test('of fewer than ten, or of nearly all, are left out', () => {
    expect(rankSlices([slice('few', range(0, 9)), slice('all', range(0, 95))], wrong)).toEqual([]);
  });

  test('count only pictures with a label', () => {
    const some = wrong.map((value, picture) => (picture % 2 === 0 ? value : -1));
    expect(rankSlices([slice('bad', range(0, 20))], some)[0]?.errors).toMatchObject({ hits: 4, trials: 10 });
  });

  test('by name have their pictures, null is in none', () => {
    expect(slicesByName('split', ['test', null, 'train', 'test'])).toEqual([
      { key: 'split test', title: 'test', pictures: [0, 3] },
      { key: 'split train', title: 'train', pictures: [2] },
    ]);
  });

  test('by a number are its lowest and highest quarter, equal numbers on one side', () => {
    const titles = { lowest: 'dark', highest: 'bright' };
    expect(quarterSlices('brightness', [5, 1, 2, 3, 4, 8, 7, 6, Number.NaN], titles)).toEqual([
      { key: 'brightness lowest', title: 'dark', pictures: [1, 2] },
      { key: 'brightness highest', title: 'bright', pictures: [5, 6] },
    ]);
    expect(quarterSlices('brightness', [1, 1, 1, 1, 9], titles)).toEqual([
      { key: 'brightness highest', title: 'bright', pictures: [4] },
    ]);
    expect(quarterSlices('brightness', [1, 2, 3], titles)).toEqual([]);
  });
});

describe('properties of a picture', () => {
  const size = 8;
  const fill = (colour: (x: number, y: number) => readonly [number, number, number]) => ({
    width: size,
    height: size,
    data: Uint8Array.from(
      range(0, size * size).flatMap((pixel) => colour(pixel % size, Math.floor(pixel / size))),
    ),
  });

  test('of a grey surface are its grey, and no sharpness', () => {
    const found = measurePicture(fill(() => [51, 51, 51]));
    expect(found).toMatchObject({ isGrey: true, sharpness: 0 });
    // √(.241 + .691 + .068) = 1.
    expect(found.brightness).toBeCloseTo(0.2, 6);
    expect(found.brightest).toBeCloseTo(0.2, 6);
    expect(found.darkest).toBeCloseTo(0.2, 6);
    expect([isDark(found), isPale(found)]).toEqual([true, false]);
    const snow = measurePicture(fill(() => [250, 250, 250]));
    expect([isDark(snow), isPale(snow)]).toEqual([false, true]);
  });

  test('of a chessboard are all sharpness: the Laplacian is ±4 · 255', () => {
    const found = measurePicture(fill((x, y) => ((x + y) % 2 === 0 ? [255, 255, 255] : [0, 0, 0])));
    expect(found.sharpness).toBeCloseTo(1020 ** 2, -2);
    expect(found).toMatchObject({ brightest: 1, darkest: 0 });
  });

  test('of green are bright, of blue dark, and neither is grey', () => {
    expect(measurePicture(fill(() => [0, 255, 0])).brightness).toBeCloseTo(Math.sqrt(0.691), 5);
    const blue = measurePicture(fill(() => [0, 0, 255]));
    expect(blue.brightness).toBeCloseTo(Math.sqrt(0.068), 5);
    expect(blue.isGrey).toBe(false);
  });
});
