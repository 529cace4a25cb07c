import { createRandom } from '../../measure/random.ts';

/**
 * The numbers 0 to `count` − 1 in an order drawn at random (Fisher–Yates).
 *
 * @returns the same for the same count and seed, on every machine.
 */
export function shuffledOrder(count: number, seed: number): number[] {
  const random = createRandom(seed);
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
