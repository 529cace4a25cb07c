/** What a network does to its pixels before its first convolution, read from the outline. */
import { fieldOf, listOf, numberOf, textOf } from '../formats/json/modelJson.ts';
import type { ModelSource, OutlineNode } from '../formats/modelSource.ts';
import type { InputRange } from './inputRange.ts';

export interface Preprocessing {
  /** Of the first channel; the others are of the same size. */
  readonly scale: number;
  readonly offset: number;
  /** Name of the first layer that does it. */
  readonly layer: string;
}

const passing: ReadonlySet<string> = new Set(['ZeroPadding2D', 'Pad']);

/** Nodes that read a node. */
export function readersOf(outline: readonly OutlineNode[], position: number): number[] {
  return outline.flatMap(({ inputs }, index) => (inputs.includes(position) ? [index] : []));
}

/** The factor and summand of all steps before the first convolution, or null where there are none. */
export function findPreprocessing({ outline, weights }: ModelSource): Preprocessing | null {
  let scale = 1;
  let offset = 0;
  let layer: string | null = null;
  let position = 0;
  for (let steps = 0; steps < 20; steps++) {
    const [next, ...others] = readersOf(outline, position);
    if (next === undefined || others.length > 0) break;
    const node = outline[next]!;
    const step = affineOf(node, weights);
    if (step) {
      scale *= step.scale;
      offset = offset * step.scale + step.offset;
      layer ??= node.name;
    } else if (!passing.has(node.kind)) break;
    position = next;
  }
  return layer === null ? null : { scale, offset, layer };
}

function affineOf(
  node: OutlineNode,
  weights: ModelSource['weights'],
): { scale: number; offset: number } | null {
  const first = (index: number): number | null => weights.get(node.weights[index] ?? '')?.values[0] ?? null;
  const setting = (key: string): number | null => numberOf(fieldOf(node.settings, key));
  if (node.kind === 'Rescaling') return { scale: setting('scale') ?? 1, offset: setting('offset') ?? 0 };
  // How a factor for each channel is computed: a normalisation of numbers that are normalised already.
  if (node.kind === 'BatchNormalization' && setting('epsilon') === 0) {
    return { scale: first(0) ?? 1, offset: first(1) ?? 0 };
  }
  const constant = node.inputs.length === 1 ? first(0) : null;
  if (constant === null) return null;
  if (node.kind === 'Mul') return { scale: constant, offset: 0 };
  if (node.kind === 'Sub') return { scale: 1, offset: -constant };
  if (node.kind === 'RealDiv') return { scale: 1 / constant, offset: 0 };
  return node.kind === 'AddV2' || node.kind === 'Add' ? { scale: 1, offset: constant } : null;
}

/**
 * The range that such steps are made for. What divides by 20 or more reads bytes, as does what takes a mean of bytes
 * away; what doubles and shifts, or divides by deviations of [0, 1], reads [0, 1].
 */
export function rangeBefore({ scale, offset }: Preprocessing): InputRange | null {
  if (Math.abs(scale) < 0.05) return 'bytes';
  if (offset < -20 && Math.abs(scale - 1) < 0.5) return 'bytes';
  return scale > 1.2 && offset <= 0 ? 'unit' : null;
}

/** The activation that a layer or an operation computes, by itself or behind its sum; empty where it is linear. */
export function activationOf({ settings, kind }: OutlineNode): string {
  const fused = listOf(fieldOf(settings, 'fused_ops'))?.map((name) => String(name).toLowerCase());
  if (fused) return fused.find((name) => name !== 'biasadd') ?? '';
  const named = textOf(fieldOf(settings, 'activation'));
  if (named !== null) return named === 'linear' ? '' : named;
  return kind === 'Softmax' || kind === 'Sigmoid' ? kind.toLowerCase() : '';
}
