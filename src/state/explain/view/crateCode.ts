import { barDirections, type Crate, crateLimits } from '../../../image/alter/crate.ts';

const noCrate = 'none';

/**
 * A crate as a word for URLs and keys: number of bars, thickness in percent, colour, direction, then the angle in
 * degrees and the offset in percent where they are not 0, e.g. `9_20_d0d0d0_both_a-10_o50`; `none` for null.
 */
export function encodeCrate(crate: Crate | null): string {
  if (crate === null) return noCrate;
  const { bars, thickness, colour, angle, offset, direction } = crate;
  const turned = angle === 0 ? [] : [`a${angle}`];
  const shifted = offset === 0 ? [] : [`o${Math.round(offset * 100)}`];
  return [bars, Math.round(thickness * 100), colour.slice(1), direction, ...turned, ...shifted].join('_');
}

const words = /^(\d{1,2})_(\d{1,2})_([0-9a-f]{6})_([a-z]{4,10})(?:_a(-?[1-9]\d?))?(?:_o([1-9]\d?))?$/;

/** The crate that a word stands for, null for `none`; undefined if it stands for none within the limits. */
export function decodeCrate(text: string): Crate | null | undefined {
  if (text === noCrate) return null;
  const [, bars, thickness, colour, directionWord, angle = '0', offset = '0'] = words.exec(text) ?? [];
  const direction = barDirections.find((known) => known === directionWord);
  if (direction === undefined) return undefined;
  const crate: Crate = {
    bars: Number(bars),
    thickness: Number(thickness) / 100,
    colour: `#${colour}`,
    angle: Number(angle),
    offset: Number(offset) / 100,
    direction,
  };
  const isWithin = (['bars', 'thickness', 'angle', 'offset'] as const).every(
    (name) => crate[name] >= crateLimits[name].min && crate[name] <= crateLimits[name].max,
  );
  return isWithin ? crate : undefined;
}
