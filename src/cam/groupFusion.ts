/**
 * What is not linear in the layers, one group of equal size at a time. Each group's part is kept at the stack's size: a
 * change of the user's touches few layers, and only the groups that these belong to are worked out again.
 */
import type { Grid } from './grid.ts';
import { axisTable } from './resize.ts';

/** Layers whose maps have one size, so that they are resized alike. */
export interface SizeGroup {
  readonly width: number;
  readonly height: number;
  /** Positions of the group's layers within the stack, rising; no more than {@link mostFactors}. */
  readonly members: readonly number[];
}

/** Maps in [0, 1] at their own resolutions, and the size that they are resized to. */
export interface ResizedStack {
  readonly width: number;
  readonly height: number;
  readonly maps: readonly Grid[];
}

/** What is added to every factor of a product: half a step of an 8-bit picture, so that one layer's zero is no veto. */
export const productFloor = 1 / 512;

/** So many factors may be multiplied before a logarithm is taken: a double holds 1/512 to the power of 113. */
export const mostFactors = 96;

/** The largest value of some layers at every pixel. */
export interface GroupMaximum {
  readonly values: Float64Array;
  /** Position within the stack of the layer that has it; of equals the first. */
  readonly winners: Uint16Array;
}

/** Π (L + productFloor) of `count` layers at every pixel. */
export interface GroupProduct {
  readonly values: Float64Array;
  readonly count: number;
}

/** What was worked out of each group. A test `takesPart` is asked with positions within the stack. */
export interface GroupParts<Part> {
  /** One part for each group of which any layer takes part. */
  of(takesPart: (position: number) => boolean): readonly Part[];
  /** Works one group's part out that `of` would have to; false when it would find all of them. */
  prepareNext(takesPart: (position: number) => boolean): boolean;
}

/**
 * Remembers two parts of each group: that of the most members there were, and the latest.
 * @param make works a group's part out; `members` are never none, positions within the stack, rising.
 */
export function rememberGroups<Part>(
  groups: readonly SizeGroup[],
  make: (group: SizeGroup, members: readonly number[]) => Part,
): GroupParts<Part> {
  const fullest = new Map<SizeGroup, KnownPart<Part>>();
  const latest = new Map<SizeGroup, KnownPart<Part>>();
  const find = (group: SizeGroup, members: readonly number[]) => {
    const key = members.join();
    return [fullest.get(group), latest.get(group)].find((known) => known?.key === key);
  };
  const add = (group: SizeGroup, members: readonly number[]) => {
    const made = { key: members.join(), count: members.length, part: make(group, members) };
    (made.count > (fullest.get(group)?.count ?? 0) ? fullest : latest).set(group, made);
    return made;
  };
  const chosen = (takesPart: (position: number) => boolean) =>
    groups
      .map((group) => ({ group, members: group.members.filter(takesPart) }))
      .filter(({ members }) => members.length > 0);
  return {
    of: (takesPart) =>
      chosen(takesPart).map(({ group, members }) => (find(group, members) ?? add(group, members)).part),
    prepareNext(takesPart) {
      const missing = chosen(takesPart).find(({ group, members }) => !find(group, members));
      if (missing) add(missing.group, missing.members);
      return missing !== undefined;
    },
  };
}

interface KnownPart<Part> {
  readonly key: string;
  readonly count: number;
  readonly part: Part;
}

/** The maximum over the resized maps of a group's members. */
export function groupMaximum(
  stack: ResizedStack,
  group: SizeGroup,
  members: readonly number[],
): GroupMaximum {
  const values = new Float64Array(stack.width * stack.height).fill(-1);
  const winners = new Uint16Array(values.length);
  const { width, height } = stack;
  const rows = axisTable(group.height, height);
  const stretch = stretcher(stack, group);
  for (let index = 0; index < members.length; index += 2) {
    // Two at a time, the last perhaps with itself: of equals the first wins.
    const one = members[index]!;
    const other = members[index + 1] ?? one;
    const a = stretch(one, 0, 0);
    const b = stretch(other, 1, 0);
    for (let row = 0, at = 0; row < height; row++) {
      const share = rows.share[row]!;
      const up = rows.first[row]! * width;
      const down = rows.second[row]! * width;
      for (let column = 0; column < width; column++, at++) {
        const above = a[up + column]!;
        const otherAbove = b[up + column]!;
        const value = above + (a[down + column]! - above) * share;
        const otherValue = otherAbove + (b[down + column]! - otherAbove) * share;
        const isOther = otherValue > value;
        const larger = isOther ? otherValue : value;
        if (larger > values[at]!) {
          values[at] = larger;
          winners[at] = isOther ? other : one;
        }
      }
    }
  }
  return { values, winners };
}

/** The product over the resized maps of a group's members, of which there are no more than {@link mostFactors}. */
export function groupProduct(
  stack: ResizedStack,
  group: SizeGroup,
  members: readonly number[],
): GroupProduct {
  const values = new Float64Array(stack.width * stack.height).fill(1);
  const { width, height } = stack;
  const rows = axisTable(group.height, height);
  const stretch = stretcher(stack, group);
  const ones = new Float64Array(group.height * width).fill(1);
  for (let index = 0; index < members.length; index += 2) {
    // The weights of an interpolation sum to 1: what is added before it is added after it.
    const a = stretch(members[index]!, 0, productFloor);
    const b = index + 1 < members.length ? stretch(members[index + 1]!, 1, productFloor) : ones;
    for (let row = 0, at = 0; row < height; row++) {
      const share = rows.share[row]!;
      const up = rows.first[row]! * width;
      const down = rows.second[row]! * width;
      for (let column = 0; column < width; column++, at++) {
        const above = a[up + column]!;
        const otherAbove = b[up + column]!;
        values[at]! *=
          (above + (a[down + column]! - above) * share) *
          (otherAbove + (b[down + column]! - otherAbove) * share);
      }
    }
  }
  return { values, count: members.length };
}

/**
 * Stretches maps of a group to the stack's width, not yet to its height, into one of two arrays of its own.
 * The function it gives takes the layer's position, which array, and what to add to every value.
 */
function stretcher(
  { width, maps }: ResizedStack,
  group: SizeGroup,
): (position: number, into: 0 | 1, added: number) => Float64Array {
  const { first, second, share } = axisTable(group.width, width);
  const arrays = [new Float64Array(group.height * width), new Float64Array(group.height * width)] as const;
  return (position, into, added) => {
    const { data } = maps[position]!;
    const stretched = arrays[into];
    for (let row = 0, at = 0; row < group.height; row++) {
      const start = row * group.width;
      for (let column = 0; column < width; column++, at++) {
        const left = data[start + first[column]!]!;
        stretched[at] = added + left + (data[start + second[column]!]! - left) * share[column]!;
      }
    }
    return stretched;
  };
}
