/**
 * The range that a network was trained with, read off its first normalisation: its running mean and variance are
 * those of real pictures behind the first convolution. Only the right range gives photos the same ones.
 */
import type { RgbPixels } from '../../image/pixels.ts';
import { fieldOf, numberOf, numbersOf } from '../formats/json/modelJson.ts';
import type { ModelSource, OutlineNode, Weight } from '../formats/modelSource.ts';
import { activationOf, readersOf } from './firstLayers.ts';
import { type InputRange, normalisePicture, rangesFor } from './inputRange.ts';

export interface RangeScore {
  readonly range: InputRange;
  /** mean |ln(variance ratio)| + mean |shift| / σ over the channels, variances with ε; 0 is a perfect match. */
  readonly score: number;
}

/** Trust the best only where it is good, and clearly better than the second. */
const goodScore = 1.1;
const clearRatio = 1.3;

/** Places of each picture that are looked at. */
const placesPerPicture = 1500;

interface FirstBlock {
  readonly kernel: Weight;
  readonly bias: Weight | null;
  readonly strides: readonly [number, number];
  readonly hasRelu: boolean;
  readonly mean: Weight;
  readonly variance: Weight;
  /** What the normalisation adds to its variances; so does the comparison, or dead filters would decide it. */
  readonly epsilon: number;
}

/**
 * All ranges, the best first; null where the network has no convolution with a normalisation behind it at its start.
 * @param samples ordinary photos, of the size that the network reads
 */
export function scoreRanges(source: ModelSource, samples: readonly RgbPixels[]): RangeScore[] | null {
  const block = findFirstBlock(source);
  const channels = source.outline[0]?.shape[2];
  if (!block || samples.length === 0 || (channels !== 1 && channels !== 3)) return null;
  const scores = rangesFor(channels).map((range) => ({
    range,
    score: scoreOf(block, range, channels, samples),
  }));
  return scores.sort((left, right) => left.score - right.score);
}

/** The best range where it can be trusted, else null. */
export function trustedRange(scores: readonly RangeScore[] | null): InputRange | null {
  const [best, second] = scores ?? [];
  if (!best || !second) return null;
  return best.score < goodScore && second.score >= clearRatio * best.score ? best.range : null;
}

const convolutions: ReadonlySet<string> = new Set(['Conv2D', '_FusedConv2D']);
const passing: ReadonlySet<string> = new Set(['ZeroPadding2D', 'Pad', 'BiasAdd']);

function findFirstBlock({ outline, weights }: ModelSource): FirstBlock | null {
  let convolution: OutlineNode | null = null;
  let bias: Weight | null = null;
  let hasRelu = false;
  let position = 0;
  for (let steps = 0; steps < 8; steps++) {
    const [next] = readersOf(outline, position);
    if (next === undefined) return null;
    const node = outline[next]!;
    position = next;
    if (convolution === null && convolutions.has(node.kind)) {
      convolution = node;
      bias = weights.get(node.weights[1] ?? '') ?? null;
      hasRelu = activationOf(node) === 'relu';
    } else if (convolution && node.kind === 'ReLU') hasRelu = true;
    else if (convolution && node.kind === 'BiasAdd') bias = weights.get(node.weights[0] ?? '') ?? null;
    else if (convolution && (node.kind === 'BatchNormalization' || node.kind.startsWith('FusedBatchNorm'))) {
      const [mean, variance] = node.weights.slice(-2).map((name) => weights.get(name));
      const kernel = weights.get(convolution.weights[0] ?? '');
      if (!mean || !variance || !kernel || kernel.shape.length !== 4) return null;
      const epsilon = numberOf(fieldOf(node.settings, 'epsilon')) ?? 1e-3;
      return { kernel, bias, strides: stridesOf(convolution), hasRelu, mean, variance, epsilon };
    } else if (!passing.has(node.kind)) return null;
  }
  return null;
}

function stridesOf({ settings }: OutlineNode): readonly [number, number] {
  const strides = numbersOf(fieldOf(settings, 'strides')) ?? [1, 1];
  const [rows = 1, columns = 1] = strides.length === 4 ? strides.slice(1, 3) : strides;
  return [rows, columns];
}

function scoreOf(
  block: FirstBlock,
  range: InputRange,
  channels: 1 | 3,
  samples: readonly RgbPixels[],
): number {
  const filters = block.kernel.shape[3]!;
  const sums = new Float64Array(filters);
  const squares = new Float64Array(filters);
  let count = 0;
  for (const { width, height, data } of samples) {
    const values = normalisePicture(data, range, channels);
    count += addPlaces(block, { values, width, height, channels }, sums, squares);
  }
  let score = 0;
  for (let filter = 0; filter < filters; filter++) {
    const mean = sums[filter]! / count;
    const variance = Math.max(squares[filter]! / count - mean * mean, 0) + block.epsilon;
    const wanted = block.variance.values[filter]! + block.epsilon;
    score +=
      Math.abs(Math.log(variance / wanted)) + Math.abs(mean - block.mean.values[filter]!) / Math.sqrt(wanted);
  }
  return score / filters;
}

interface Picture {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Convolves at a grid of places inside the picture and adds up what comes out. @returns how many places */
function addPlaces(
  { kernel, bias, hasRelu, strides }: FirstBlock,
  { values, width, height, channels }: Picture,
  sums: Float64Array,
  squares: Float64Array,
): number {
  const [rows = 1, columns = 1, , filters = 1] = kernel.shape;
  const available = Math.max(1, ((height - rows) / strides[0]) * ((width - columns) / strides[1]));
  const step = Math.max(1, Math.floor(Math.sqrt(available / placesPerPicture)));
  const output = new Float64Array(filters);
  let count = 0;
  for (let top = 0; top + rows <= height; top += strides[0] * step) {
    for (let left = 0; left + columns <= width; left += strides[1] * step) {
      for (let filter = 0; filter < filters; filter++) output[filter] = bias?.values[filter] ?? 0;
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          for (let channel = 0; channel < channels; channel++) {
            const value = values[((top + row) * width + left + column) * channels + channel]!;
            const from = ((row * columns + column) * channels + channel) * filters;
            for (let filter = 0; filter < filters; filter++)
              output[filter]! += value * kernel.values[from + filter]!;
          }
        }
      }
      for (let filter = 0; filter < filters; filter++) {
        const value = hasRelu ? Math.max(0, output[filter]!) : output[filter]!;
        sums[filter]! += value;
        squares[filter]! += value * value;
      }
      count++;
    }
  }
  return count;
}
