/**
 * Evidence that adds up. Where a network ends in the mean over its last map's cells and a dense layer, its logit is a sum
 * over cells, z = Σ s_c + b with s_c = (w · A_c) / cells, and likewise over channels, z = Σ w_k f_k + b. Both are exact,
 * and so are their differences between two pictures or two heads.
 */
import { Failure } from '../../lib/failure.ts';

/** One picture's last map in logits, row-major. */
export interface EvidenceMap {
  readonly width: number;
  readonly height: number;
  /** s_c of each cell: above zero for the class (of two classes, for the second), below zero against it. */
  readonly cells: Float32Array;
  /** b, which belongs to no cell. */
  readonly bias: number;
}

/** A sum cut in two: z = supporting − opposing + bias. */
export interface EvidenceSums {
  /** Σ max(0, s), in logits. */
  readonly supporting: number;
  /** Σ max(0, −s), in logits. */
  readonly opposing: number;
}

/** How a logit changed: Δz = supporting − opposing + bias, each a change. */
export interface EvidenceChange extends EvidenceSums {
  /** Zero between two pictures of one model. */
  readonly bias: number;
  /** Δz. */
  readonly total: number;
}

/** Sums of cells, or of channels. */
export function sumEvidence(parts: ArrayLike<number>): EvidenceSums {
  let supporting = 0;
  let opposing = 0;
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!;
    if (part > 0) supporting += part;
    else opposing -= part;
  }
  return { supporting, opposing };
}

/** z of a map: the sum of its cells and the bias. */
export function logitOfEvidence({ cells, bias }: EvidenceMap): number {
  const { supporting, opposing } = sumEvidence(cells);
  return supporting - opposing + bias;
}

/**
 * Cell by cell what `after` has more than `before`, in logits; the cells and the bias sum to Δz.
 *
 * @throws Failure internal for maps of different sizes.
 */
export function evidenceDifference(before: EvidenceMap, after: EvidenceMap): EvidenceMap {
  if (before.width !== after.width || before.height !== after.height) {
    throw new Failure('internal', 'maps of one size are needed for a difference');
  }
  return {
    width: after.width,
    height: after.height,
    cells: after.cells.map((value, index) => value - before.cells[index]!),
    bias: after.bias - before.bias,
  };
}

/** Net, by place: what was added for the class, and what was added against it. */
export function changeByPlace(before: EvidenceMap, after: EvidenceMap): EvidenceChange {
  return changeOf(before.cells, after.cells, after.bias - before.bias);
}

/**
 * By detector: the same split over channels, which answers another question and has other sums.
 *
 * @param before w_k f_k of each channel, as is `after`.
 */
export function changeByChannel(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  bias = 0,
): EvidenceChange {
  return changeOf(before, after, bias);
}

/** w_k f_k of each channel. */
export function channelEvidence(weights: ArrayLike<number>, features: ArrayLike<number>): Float64Array {
  return Float64Array.from(
    { length: features.length },
    (_, channel) => weights[channel]! * features[channel]!,
  );
}

/** Channels by how much they changed, the most first; only those that did. */
export function mostChangedChannels(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  most: number,
): readonly { readonly channel: number; readonly change: number }[] {
  return Array.from({ length: before.length }, (_, channel) => ({
    channel,
    change: after[channel]! - before[channel]!,
  }))
    .filter(({ change }) => change !== 0)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || a.channel - b.channel)
    .slice(0, most);
}

/** The mean of several maps of one size: the map of a matrix cell or of a group. Null of none. */
export function meanEvidence(maps: readonly EvidenceMap[]): EvidenceMap | null {
  const [first] = maps;
  if (first === undefined) return null;
  const cells = new Float32Array(first.cells.length);
  let bias = 0;
  for (const map of maps) {
    for (let index = 0; index < cells.length; index++) cells[index]! += map.cells[index]! / maps.length;
    bias += map.bias / maps.length;
  }
  return { width: first.width, height: first.height, cells, bias };
}

function changeOf(before: ArrayLike<number>, after: ArrayLike<number>, bias: number): EvidenceChange {
  const [was, is] = [sumEvidence(before), sumEvidence(after)];
  const supporting = is.supporting - was.supporting;
  const opposing = is.opposing - was.opposing;
  return { supporting, opposing, bias, total: supporting - opposing + bias };
}
