/**
 * How a stack of heat maps becomes one: docs/mathematics.md "All-layer average", "Other fusions". Each rule gives
 * a map ≥ 0 before its rescaling, and every layer's part in it.
 */

import { fusionKernels } from './chooseFusionKernels.ts';
import type { LayerStack } from './resizedStack.ts';

/** A fused map of one kind of evidence. */
export interface FusedEvidence {
  /** Values ≥ 0, at the stack's size. */
  readonly values: Float32Array;
  /** How much of it comes from each layer, ≥ 0, in any unit. */
  readonly parts: Float32Array;
}

/** LayerCAM's γ: the gain before tanh [Jiang et al., IEEE TIP 2021, eq. 9]. */
const saturation = 2;

/** What is added to every factor of a product: half a step of an 8-bit picture, so that one layer's zero is no veto. */
const productFloor = 1 / 512;

/** Σ w L / Σ w. Part of a layer: what it adds, w Σ_pixels L. Weights that are all zero give zeros. */
export function weightedMean(stack: LayerStack, weights: ArrayLike<number>): FusedEvidence {
  return {
    values: fusionKernels().sum(stack, normalised(weights)),
    parts: stack.totals.map((total, position) => total * weights[position]!),
  };
}

/**
 * max_l tanh(2 L_l) [Jiang et al., IEEE TIP 2021, §III-D], over the layers whose weight is not zero.
 * Part of a layer: what the result holds where this layer is the largest; of equals the first.
 */
export function saturatedMaximum(stack: LayerStack, weights: ArrayLike<number>): FusedEvidence {
  const parts = new Float32Array(stack.maps.length);
  const members = membersOf(stack, weights);
  if (members.length === 0) return { values: new Float32Array(stack.width * stack.height), parts };
  const { values, winners } = fusionKernels().saturatedMaximum(stack, members, saturation);
  for (let pixel = 0; pixel < values.length; pixel++) parts[winners[pixel]!]! += values[pixel]!;
  return { values, parts };
}

/**
 * (Π_l (L_l + ε)/(1 + ε))^(1/n) over the n layers whose weight is not zero and which are not empty: the product of
 * RefineCAM [arXiv 2605.14641], as its n-th root, since the product of 155 numbers below 1 is a single spike. With
 * ε = 1/512 a zero darkens, and does not decide alone. Empty layers say nothing and are left out; without any layer
 * the result is zeros. Part of a layer: how much it darkens, Σ_pixels (1 − L).
 */
export function geometricMean(stack: LayerStack, weights: ArrayLike<number>): FusedEvidence {
  const parts = new Float32Array(stack.maps.length);
  const members = membersOf(stack, weights);
  if (members.length === 0) return { values: new Float32Array(stack.width * stack.height), parts };
  const values = fusionKernels().geometricMean(stack, members, productFloor);
  for (let pixel = 0; pixel < values.length; pixel++) values[pixel]! /= 1 + productFloor;
  for (const position of members) parts[position] = values.length - stack.totals[position]!;
  return { values, parts };
}

/**
 * Winsor-CAM's layer weights [arXiv 2507.10846]: importances clipped from above at a percentile of those that are
 * not zero (linear between ranks), then rescaled to [0.1, 1]; zeros stay zero, and what is below or no finite
 * number counts as one. Where all clipped importances are equal they become 1.
 *
 * @param importance I_l = relu(mean_k α_l,k), one per layer, α being Grad-CAM's channel weights.
 * @param percentile 0–100; 100 clips nothing, 0 makes all layers that count equal.
 * @param factors one per layer, ≥ 0, to multiply the weights with; a layer whose factor is 0 does not count.
 */
export function winsorWeights(
  importance: ArrayLike<number>,
  percentile: number,
  factors: ArrayLike<number>,
): Float32Array {
  const weights = Float32Array.from(importance, (value, position) =>
    value > 0 && Number.isFinite(value) && factors[position]! > 0 ? value : 0,
  );
  const counting = weights.filter((value) => value > 0).sort();
  if (counting.length === 0) return weights;
  const rank = ((counting.length - 1) * Math.min(Math.max(percentile, 0), 100)) / 100;
  const below = counting[Math.floor(rank)]!;
  const limit = below + (counting[Math.ceil(rank)]! - below) * (rank - Math.floor(rank));
  const extent = limit - counting[0]!;
  return weights.map((value, position) => {
    if (value === 0) return 0;
    const share = extent > 0 ? (Math.min(value, limit) - counting[0]!) / extent : 1;
    return factors[position]! * (0.1 + 0.9 * share);
  });
}

/** The layers that have a say in a rule that knows no weights between yes and no: their positions. */
function membersOf({ maps, emptyReasons }: LayerStack, weights: ArrayLike<number>): readonly number[] {
  return [...maps.keys()].filter((position) => weights[position]! > 0 && emptyReasons[position] === null);
}

function normalised(weights: ArrayLike<number>): Float64Array {
  const result = Float64Array.from(weights);
  const sum = result.reduce((total, weight) => total + weight, 0);
  return sum > 0 ? result.map((weight) => weight / sum) : result.fill(0);
}
