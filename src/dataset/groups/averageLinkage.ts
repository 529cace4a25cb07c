/** Hierarchical clustering by average linkage (UPGMA) [Sokal & Michener, Univ. Kansas Sci. Bull. 38, 1958]. */

/** One step of the tree. Leaves are numbered 0 … count − 1, the cluster of step i is count + i. */
export interface Merge {
  readonly first: number;
  readonly second: number;
  /** Mean distance between the two's members; never falls from step to step. */
  readonly height: number;
  /** Leaves in the new cluster. */
  readonly size: number;
}

/**
 * Joins the two clusters with the smallest mean distance, again and again; of equally near ones those with the first
 * leaves. Distances to a new cluster follow by the formula of Lance & Williams.
 *
 * @param distances count × count, symmetric, row-major; it is overwritten.
 * @returns count − 1 steps.
 */
export function averageLinkage(distances: Float64Array, count: number): readonly Merge[] {
  const merges: Merge[] = [];
  const sizes = new Uint32Array(count).fill(1);
  const nodes = Uint32Array.from({ length: count }, (_, index) => index);
  const isActive = new Uint8Array(count).fill(1);
  /** Of each cluster the nearest among those with a higher index. */
  const nearest = new Int32Array(count);
  const findNearest = (row: number) => {
    let best = -1;
    for (let other = row + 1; other < count; other++) {
      if (isActive[other] === 0) continue;
      if (best < 0 || distances[row * count + other]! < distances[row * count + best]!) best = other;
    }
    nearest[row] = best;
  };
  for (let row = 0; row < count; row++) findNearest(row);
  for (let step = 0; step < count - 1; step++) {
    let first = -1;
    for (let row = 0; row < count; row++) {
      if (isActive[row] === 0 || nearest[row]! < 0) continue;
      if (
        first < 0 ||
        distances[row * count + nearest[row]!]! < distances[first * count + nearest[first]!]!
      ) {
        first = row;
      }
    }
    const second = nearest[first]!;
    const [ofFirst, ofSecond] = [sizes[first]!, sizes[second]!];
    merges.push({
      first: Math.min(nodes[first]!, nodes[second]!),
      second: Math.max(nodes[first]!, nodes[second]!),
      height: distances[first * count + second]!,
      size: ofFirst + ofSecond,
    });
    isActive[second] = 0;
    sizes[first] = ofFirst + ofSecond;
    nodes[first] = count + step;
    for (let other = 0; other < count; other++) {
      if (isActive[other] === 0 || other === first) continue;
      const joined =
        (ofFirst * distances[first * count + other]! + ofSecond * distances[second * count + other]!) /
        (ofFirst + ofSecond);
      distances[first * count + other] = joined;
      distances[other * count + first] = joined;
    }
    findNearest(first);
    for (let row = 0; row < count; row++) {
      if (isActive[row] === 0 || row === first) continue;
      if (nearest[row] === first || nearest[row] === second) findNearest(row);
      else if (row < first && distances[row * count + first]! < distances[row * count + nearest[row]!]!) {
        nearest[row] = first;
      }
    }
  }
  return merges;
}

/**
 * The leaves' groups when the tree is cut so that there are so many: each cut of fewer groups joins groups of a cut of
 * more, so a slider over the number moves whole groups.
 *
 * @returns leaves in rising order; groups by falling size, of equals by their first leaf.
 */
export function cutTree(
  merges: readonly Merge[],
  count: number,
  groupCount: number,
): readonly (readonly number[])[] {
  const members = new Map<number, number[]>();
  for (let leaf = 0; leaf < count; leaf++) members.set(leaf, [leaf]);
  merges.slice(0, Math.max(0, count - Math.max(1, groupCount))).forEach(({ first, second }, step) => {
    members.set(count + step, [...(members.get(first) ?? []), ...(members.get(second) ?? [])]);
    members.delete(first);
    members.delete(second);
  });
  return [...members.values()]
    .map((group) => group.sort((a, b) => a - b))
    .sort((a, b) => b.length - a.length || a[0]! - b[0]!);
}

/**
 * Where the tree falls apart most clearly: the number of groups between `fewest` and `most` before whose next join the
 * height rises by the largest share of itself; of equals the smaller number.
 */
export function naturalGroupCount(merges: readonly Merge[], fewest: number, most: number): number {
  let best = fewest;
  let largestGap = -1;
  for (let groups = fewest; groups <= Math.min(most, merges.length); groups++) {
    const next = merges[merges.length + 1 - groups]!.height;
    const last = merges[merges.length - groups]!.height;
    const gap = next > 0 ? (next - last) / next : 0;
    if (gap > largestGap) {
      largestGap = gap;
      best = groups;
    }
  }
  return best;
}
