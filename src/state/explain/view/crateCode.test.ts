import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barDirections, type Crate, crateLimits } from '../../../image/alter/crate.ts';
import { decodeCrate, encodeCrate } from './crateCode.ts';

const percent = ({ min, max }: { readonly min: number; readonly max: number }) =>
  fc.integer({ min: Math.round(min * 100), max: Math.round(max * 100) }).map((value) => value / 100);

const anyCrate: fc.Arbitrary<Crate> = fc.record({
  bars: fc.integer(crateLimits.bars),
  thickness: percent(crateLimits.thickness),
  colour: fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`),
  angle: fc.integer(crateLimits.angle),
  offset: percent(crateLimits.offset),
  direction: fc.constantFrom(...barDirections),
});

test('a crate becomes a word and comes back', () => {
  fc.assert(
    fc.property(anyCrate, (crate) => {
      expect(decodeCrate(encodeCrate(crate))).toEqual(crate);
    }),
  );
  expect(decodeCrate(encodeCrate(null))).toBeNull();
});

test('the word is short, and says no more than it must', () => {
  const crate: Crate = {
    bars: 9,
    thickness: 0.2,
    colour: '#d0d0d0',
    angle: 0,
    offset: 0,
    direction: 'both',
  };
  expect(encodeCrate(crate)).toBe('9_20_d0d0d0_both');
  expect(encodeCrate({ ...crate, angle: -10, offset: 0.5 })).toBe('9_20_d0d0d0_both_a-10_o50');
});

test.each([
  '',
  'null',
  '9_20_d0d0d0',
  '0_20_d0d0d0_both',
  '21_20_d0d0d0_both',
  '9_4_d0d0d0_both',
  '9_96_d0d0d0_both',
  '9_20_D0D0D0_both',
  '9_20_red_both',
  '9_20_d0d0d0_slanted',
  '9_20_d0d0d0_both_a46',
  '9_20_d0d0d0_both_a-46',
  '9_20_d0d0d0_both_a-0',
  '9_20_d0d0d0_both_o50_a10',
  '9_20_d0d0d0_both_a1_a2',
  '9_20_d0d0d0_both_o1e3',
  '9.5_20_d0d0d0_both',
  ' 9_20_d0d0d0_both',
  '9_20_d0d0d0_both\n',
])('“%s” is no crate', (text) => {
  expect(decodeCrate(text)).toBeUndefined();
});

test('no text at all makes it throw or leave the limits', () => {
  const alphabet = fc.constantFrom(...'0123456789abcdef_-aoboth#%'.split(''));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: alphabet, maxLength: 40 })), (text) => {
      const crate = decodeCrate(text);
      if (crate) expect(decodeCrate(encodeCrate(crate))).toEqual(crate);
    }),
  );
});
