/**
 * Groups of mistakes by what their wrong evidence is made of. A picture is described by the mean of its last map's
 * features, weighted by the evidence of each cell for the wrong answer: it does not matter where in the picture that is.
 */
import { createRandom } from '../../measure/random.ts';
import { averageLinkage, cutTree, type Merge, naturalGroupCount } from './averageLinkage.ts';
import { projectOnAxes } from './principalAxes.ts';

/** Descriptors of pictures, one after another; they need not have length 1. */
export interface Descriptors {
  readonly dimension: number;
  /** dimension × count, row-major. */
  readonly rows: Float32Array;
}

export interface GroupTree {
  readonly count: number;
  /** Indices of the descriptors that the tree was made of, rising; others join the group whose centre is nearest. */
  readonly leaves: readonly number[];
  readonly merges: readonly Merge[];
  /** Number of groups where the tree falls apart most clearly, 2–8. */
  readonly naturalCount: number;
  /** count × axisCount, row-major, each row of length 1 or zero. */
  readonly coordinates: Float64Array;
  readonly axisCount: number;
}

export interface PictureGroup {
  /** Indices of descriptors, rising. */
  readonly members: readonly number[];
  /** Those nearest to the group's centre, at most four, the nearest first. */
  readonly typical: readonly number[];
  /** Of all that were grouped, 0–1. */
  readonly share: number;
  /** A picture that is like no other. */
  readonly isSingle: boolean;
}

const fewestPictures = 6;
const mostLeaves = 1500;
const mostAxes = 20;
const [fewestGroups, mostGroups] = [2, 8];
const typicalCount = 4;
/** Of descriptors of length 1: below this a difference from their mean is a rounding error. */
const negligible = 1e-5;

/**
 * Average linkage by the cosine of 20 principal coordinates. They are centred: what all descriptors share would leave the
 * tree one large group and its outliers (docs/findings.md, "Groups").
 *
 * @param seed chooses 1,500 where there are more; a distance for every two would need gigabytes.
 * @returns undefined below six pictures: anything would look like a group.
 */
export function growGroupTree(
  { dimension, rows }: Descriptors,
  seed: number,
): GroupTree | { readonly undefined: 'tooFewPictures' } {
  const count = rows.length / dimension;
  if (count < fewestPictures) return { undefined: 'tooFewPictures' };
  const axisCount = Math.min(mostAxes, count, dimension);
  const coordinates = projectOnAxes(scaleRows(rows, dimension), count, dimension, axisCount);
  normaliseRows(coordinates, axisCount, negligible);
  const leaves = chooseLeaves(count, seed);
  const distances = new Float64Array(leaves.length ** 2);
  leaves.forEach((one, row) => {
    leaves.forEach((other, column) => {
      distances[row * leaves.length + column] = cosineDistance(coordinates, one, other, axisCount);
    });
  });
  const merges = averageLinkage(distances, leaves.length);
  const naturalCount = naturalGroupCount(merges, fewestGroups, mostGroups);
  return { count, leaves, merges, naturalCount, coordinates, axisCount };
}

/**
 * The groups when there are to be so many, by falling size. Fewer groups join whole groups of more (but for pictures
 * beyond 1,500, which follow the nearest centre).
 */
export function cutGroups(tree: GroupTree, groupCount: number): readonly PictureGroup[] {
  const { count, leaves, merges, coordinates, axisCount } = tree;
  const groups = cutTree(merges, leaves.length, groupCount).map((group) =>
    group.map((leaf) => leaves[leaf]!),
  );
  const centres = groups.map((group) => centreOfRows(coordinates, group, axisCount));
  const isLeaf = new Set(leaves);
  for (let picture = 0; picture < count; picture++) {
    if (isLeaf.has(picture)) continue;
    const nearness = centres.map((centre) => dot(coordinates, picture, centre, 0, axisCount));
    groups[nearness.indexOf(Math.max(...nearness))]!.push(picture);
  }
  return groups
    .map((group, index): PictureGroup => {
      const members = group.sort((a, b) => a - b);
      const nearness = new Map(
        members.map((member) => [member, dot(coordinates, member, centres[index]!, 0, axisCount)]),
      );
      const typical = [...members].sort((a, b) => nearness.get(b)! - nearness.get(a)! || a - b);
      return {
        members,
        typical: typical.slice(0, typicalCount),
        share: members.length / count,
        isSingle: members.length === 1,
      };
    })
    .sort((a, b) => b.members.length - a.members.length || a.members[0]! - b.members[0]!);
}

/** 1 − cosine, 0–2. Two pictures at the very centre are alike, one there is like nothing else. */
function cosineDistance(rows: Float64Array, one: number, other: number, dimension: number): number {
  const isZero = (row: number) => dot(rows, row, rows, row, dimension) === 0;
  if (isZero(one) && isZero(other)) return 0;
  return 1 - dot(rows, one, rows, other, dimension);
}

/** All where there are few enough, else a seeded sample; rising. */
function chooseLeaves(count: number, seed: number): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  if (count <= mostLeaves) return all;
  const random = createRandom(seed);
  for (let place = 0; place < mostLeaves; place++) {
    const other = place + Math.floor(random() * (count - place));
    [all[place], all[other]] = [all[other]!, all[place]!];
  }
  return all.slice(0, mostLeaves).sort((a, b) => a - b);
}

function scaleRows(rows: Float32Array, dimension: number): Float32Array {
  const scaled = Float64Array.from(rows);
  normaliseRows(scaled, dimension);
  return Float32Array.from(scaled);
}

/** To length 1, in place; rows up to `smallest` long become zero. */
function normaliseRows(rows: Float64Array, dimension: number, smallest = 0): void {
  for (let start = 0; start < rows.length; start += dimension) {
    const row = rows.subarray(start, start + dimension);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    const scale = length > smallest ? 1 / length : 0;
    for (let index = 0; index < dimension; index++) row[index]! *= scale;
  }
}

function centreOfRows(rows: Float64Array, members: readonly number[], dimension: number): Float64Array {
  const centre = new Float64Array(dimension);
  for (const member of members) {
    for (let index = 0; index < dimension; index++) centre[index]! += rows[member * dimension + index]!;
  }
  normaliseRows(centre, dimension);
  return centre;
}

function dot(a: Float64Array, rowA: number, b: Float64Array, rowB: number, dimension: number): number {
  let sum = 0;
  for (let index = 0; index < dimension; index++) {
    sum += a[rowA * dimension + index]! * b[rowB * dimension + index]!;
  }
  return sum;
}
