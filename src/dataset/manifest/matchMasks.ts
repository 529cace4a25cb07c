/** Which mask belongs to which picture: they have one name, in two folders or with "_mask" behind it. */
import { baseName, pathSegments } from '../labels/normaliseName.ts';

/**
 * A mask's path is compared from its end: `masks/test/cat/1.png` belongs to `images/test/cat/1.jpg`. Where several
 * pictures have that name, it belongs to the one that shares most of its path with the mask, from either end; where two
 * share as much, to none.
 *
 * @param pictures indices into `paths`, as are `masks`.
 */
export function matchMasks(
  paths: readonly string[],
  pictures: readonly number[],
  masks: readonly number[],
): { readonly masks: ReadonlyMap<number, number>; readonly unmatched: readonly number[] } {
  const byName = new Map<string, number[]>();
  for (const picture of pictures) {
    const name = baseName(paths[picture]!).toLowerCase();
    const sameName = byName.get(name) ?? [];
    byName.set(name, sameName);
    sameName.push(picture);
  }
  const matched = new Map<number, number>();
  const unmatched: number[] = [];
  for (const mask of masks) {
    const name = baseName(paths[mask]!).toLowerCase();
    const candidates = byName.get(name) ?? byName.get(name.replace(/[._-]mask$/u, '')) ?? [];
    const picture = nearest(paths, mask, candidates);
    if (picture === null || matched.has(picture)) unmatched.push(mask);
    else matched.set(picture, mask);
  }
  return { masks: matched, unmatched };
}

function nearest(paths: readonly string[], mask: number, candidates: readonly number[]): number | null {
  const [only, second] = candidates;
  if (only === undefined || second === undefined) return only ?? null;
  const shared = candidates.map((picture) => sharedFolders(paths[mask]!, paths[picture]!));
  const most = Math.max(...shared);
  const best = candidates.filter((_, index) => shared[index] === most);
  return best.length === 1 ? best[0]! : null;
}

/** How many folders two paths have in common at their beginning and at their end. */
function sharedFolders(one: string, other: string): number {
  const [a, b] = [pathSegments(one).slice(0, -1), pathSegments(other).slice(0, -1)];
  const fewest = Math.min(a.length, b.length);
  let start = 0;
  while (start < fewest && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < fewest - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return start + end;
}
