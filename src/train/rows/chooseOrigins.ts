import { shuffledOrder } from './shuffledOrder.ts';

interface Grouped {
  readonly origins: readonly string[];
  readonly classes: Uint8Array;
}

/**
 * A share of the photos, with all their copies, drawn at random, of every class the same share. Shares are nested:
 * with one seed, whatever is in 25 % is in 50 %, too. The shares 0 and 1 are the same for every seed.
 *
 * @param share 0–1; of each class round(share × photos) are taken
 * @returns numbers of the pictures, rising
 */
export function chooseOrigins({ origins, classes }: Grouped, share: number, seed: number): number[] {
  const chosen = new Set<string>();
  for (const [label, photos] of photosByClass(origins, classes)) {
    // Each class has an order of its own, so that what one class holds does not move the other.
    const order = shuffledOrder(photos.length, seed * 7919 + label);
    for (const at of order.slice(0, Math.round(share * photos.length))) chosen.add(photos[at]!);
  }
  return origins.flatMap((origin, row) => (chosen.has(origin) ? [row] : []));
}

/**
 * Parts pictures into those to train with and those held out, photo by photo.
 *
 * @param share of the photos of each class that is held out, 0–1
 */
export function splitOrigins(
  rows: Grouped,
  share: number,
  seed: number,
): { readonly training: readonly number[]; readonly heldOut: readonly number[] } {
  const heldOut = chooseOrigins(rows, share, seed);
  const isHeldOut = new Set(heldOut);
  return { heldOut, training: rows.origins.flatMap((_, row) => (isHeldOut.has(row) ? [] : [row])) };
}

/** The photos of each class, in the order in which they first come; a photo's class is that of its first picture. */
function photosByClass(origins: readonly string[], classes: Uint8Array): Map<number, string[]> {
  const byClass = new Map<number, string[]>();
  const seen = new Set<string>();
  for (const [row, origin] of origins.entries()) {
    if (seen.has(origin)) continue;
    seen.add(origin);
    const label = classes[row]!;
    const photos = byClass.get(label) ?? [];
    byClass.set(label, photos);
    photos.push(origin);
  }
  return byClass;
}
