/** Pictures that are nearly the same: candidates by their hashes, groups in which every two are candidates. */
import { hashDistance, hashWordDistance, hashWords } from './perceptualHash.ts';

/** Of 64 bits. */
const perceptualLimit = 6;
const differenceLimit = 5;
const bothLimit = 12;

export interface NearPair {
  readonly first: number;
  readonly second: number;
  /** Smaller is more alike: pHash's and dHash's distance together, 0–128. */
  readonly distance: number;
  /** One is the other's mirror image. */
  readonly isMirrored: boolean;
}

/** Many pictures' hashes in one list. */
export interface HashList {
  /** {@link hashWords} words per picture; see PictureHashes. */
  readonly words: Uint32Array;
  /** 1 for pictures that are nearly uniform. */
  readonly isFlat: ArrayLike<number>;
}

/** Joins hashes of single pictures. */
export function joinHashes(
  hashes: readonly { readonly words: Uint32Array; readonly isFlat: boolean }[],
): HashList {
  const words = new Uint32Array(hashes.length * hashWords);
  hashes.forEach((hash, index) => {
    words.set(hash.words, index * hashWords);
  });
  return { words, isFlat: Uint8Array.from(hashes, ({ isFlat }) => Number(isFlat)) };
}

/**
 * Whether two pictures are nearly the same, by limits that were found on photos of cats and dogs: pHash ≤ 6, or dHash ≤ 5,
 * or both ≤ 12 of 64 bits. It is a list to look at: some of its pairs are two photos of one scene.
 */
export function comparePictures(
  a: HashList,
  first: number,
  b: HashList,
  second: number,
): Omit<NearPair, 'first' | 'second'> | null {
  if (a.isFlat[first] === 1 || b.isFlat[second] === 1) return null;
  const atA = first * hashWords;
  const atB = second * hashWords;
  for (let mirror = 0; mirror <= 4; mirror += 4) {
    // Half of a hash is mostly enough to say no.
    const isFar = hashWordDistance(a.words[atA]!, b.words[atB + mirror]!) > bothLimit;
    if (isFar && hashWordDistance(a.words[atA + 2]!, b.words[atB + mirror + 2]!) > differenceLimit) continue;
    const perceptual = hashDistance(a.words, atA, b.words, atB + mirror);
    const difference = hashDistance(a.words, atA + 2, b.words, atB + mirror + 2);
    const isNear = perceptual <= perceptualLimit || difference <= differenceLimit;
    if (isNear || (perceptual <= bothLimit && difference <= bothLimit)) {
      return { distance: perceptual + difference, isMirrored: mirror > 0 };
    }
  }
  return null;
}

/**
 * All pairs of one set. A generator, since 20,000 pictures have 200 million pairs: it yields after each picture the share
 * of the pairs that is done.
 */
export function* nearPairs(hashes: HashList): Generator<number, readonly NearPair[], void> {
  const count = hashes.isFlat.length;
  const pairs: NearPair[] = [];
  for (let second = 1; second < count; second++) {
    for (let first = 0; first < second; first++) {
      const alike = comparePictures(hashes, first, hashes, second);
      if (alike) pairs.push({ first, second, ...alike });
    }
    yield (second * (second + 1)) / (count * (count - 1));
  }
  return pairs;
}

/**
 * Which pictures of one set are nearly in another: the nearest for each. Of the other set no mirrored hashes are needed.
 * Yields as {@link nearPairs}.
 */
export function* nearInOther(
  hashes: HashList,
  other: HashList,
): Generator<number, readonly NearPair[], void> {
  const count = hashes.isFlat.length;
  const pairs: NearPair[] = [];
  for (let first = 0; first < count; first++) {
    let best: NearPair | null = null;
    for (let second = 0; second < other.isFlat.length; second++) {
      const alike = comparePictures(other, second, hashes, first);
      if (alike && (best === null || alike.distance < best.distance)) best = { first, second, ...alike };
    }
    if (best) pairs.push(best);
    yield (first + 1) / count;
  }
  return pairs;
}

/**
 * Groups in which every two pictures are a pair (complete linkage), the nearest pairs first: chains of pictures of which
 * the ends have nothing in common do not become one group.
 *
 * @returns groups of at least two, by their first picture; pictures of a group in rising order.
 */
export function groupPairs(pairs: readonly NearPair[]): readonly (readonly number[])[] {
  const areAlike = new Set(pairs.map(({ first, second }) => pairKey(first, second)));
  const groupOf = new Map<number, readonly number[]>();
  const sorted = [...pairs].sort(
    (a, b) => a.distance - b.distance || a.first - b.first || a.second - b.second,
  );
  for (const { first, second } of sorted) {
    const one = groupOf.get(first) ?? [first];
    const other = groupOf.get(second) ?? [second];
    if (one === other) continue;
    if (!one.every((a) => other.every((b) => areAlike.has(pairKey(a, b))))) continue;
    const merged = [...one, ...other].sort((a, b) => a - b);
    for (const member of merged) groupOf.set(member, merged);
  }
  return [...new Set(groupOf.values())].sort((a, b) => a[0]! - b[0]!);
}

function pairKey(one: number, other: number): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** The pictures of a set but for all of each group except its first: "one of each". */
export function firstOfEach(count: number, groups: readonly (readonly number[])[]): readonly number[] {
  const repeated = new Set(groups.flatMap((group) => group.slice(1)));
  return Array.from({ length: count }, (_, index) => index).filter((index) => !repeated.has(index));
}
