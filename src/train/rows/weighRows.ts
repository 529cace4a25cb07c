/**
 * How much each picture counts: ω ≥ 0 of sum 1.
 *
 * Every photo counts the same, however many copies there are of it: a picture's share is one divided by the pictures
 * of its origin. With `isBalanced` each class then counts the same in all, ω_i ∝ 1/N_class.
 *
 * @param origins one name a picture, equal for copies of one photo
 */
export function weighRows(origins: readonly string[], classes: Uint8Array, isBalanced = false): Float64Array {
  const copies = new Map<string, number>();
  for (const origin of origins) copies.set(origin, (copies.get(origin) ?? 0) + 1);
  const weights = Float64Array.from(origins, (origin) => 1 / copies.get(origin)!);
  if (isBalanced) {
    const ofClass = new Map<number, number>();
    for (const [row, label] of classes.entries()) {
      ofClass.set(label, (ofClass.get(label) ?? 0) + weights[row]!);
    }
    for (const [row, label] of classes.entries()) weights[row]! /= ofClass.get(label)!;
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
