import type { Crate } from '../../image/alter/crate.ts';
import { createRandom } from '../../measure/random.ts';

/**
 * A crate drawn at random: one or two sets of bars of one colour, to be placed over a picture one after the other.
 *
 * Upright bars: 5–13 of them, 0.15–0.35 of their spacing thick, shifted anyhow, of one greyish colour. With
 * probability 0.75 lying bars as thick as those, 1 to 3 times as far apart.
 *
 * @returns the same for the same seed, on every machine: plain numbers within `crateLimits`.
 */
export function chooseCrate(seed: number): readonly Crate[] {
  const random = createRandom(seed);
  const bars = 5 + Math.floor(random() * 9);
  const thickness = toHundredths(0.15 + random() * 0.2);
  const grey = 30 + random() * 190;
  const colour = [0, 1, 2].map(() => toHex(grey + (random() - 0.5) * 40)).join('');
  const upright = crate({ bars, thickness, offset: random(), direction: 'vertical' }, colour);
  const hasLyingBars = random() < 0.75;
  const spacing = 1 + random() * 2;
  const offset = random();
  if (!hasLyingBars) return [upright];
  const lyingBars = Math.max(1, Math.round(bars / spacing));
  const lyingThickness = Math.max(0.05, toHundredths((thickness * lyingBars) / bars));
  const lying = { bars: lyingBars, thickness: lyingThickness, offset, direction: 'horizontal' } as const;
  return [upright, crate(lying, colour)];
}

function crate(bars: Omit<Crate, 'angle' | 'colour'>, colour: string): Crate {
  return { ...bars, offset: Math.floor(bars.offset * 100) / 100, angle: 0, colour: `#${colour}` };
}

function toHundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Two digits of a byte, 0–255 after rounding and clamping. */
function toHex(level: number): string {
  const byte = Math.min(255, Math.max(0, Math.round(level)));
  return byte.toString(16).padStart(2, '0');
}
