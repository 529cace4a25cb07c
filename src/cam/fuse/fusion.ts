import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { EmptyReason } from '../map/display.ts';
import { displayGrid } from '../map/displayGrid.ts';
import type { AverageOptions, LayerAverage } from './average.ts';
import { fusionKernels } from './chooseFusionKernels.ts';
import {
  type FusedEvidence,
  geometricMean,
  saturatedMaximum,
  weightedMean,
  winsorWeights,
} from './fusionRules.ts';
import { createLayerStack } from './fusionStack.ts';
import type { LayerStack } from './resizedStack.ts';

/** How the layers' heat maps become one: docs/mathematics.md "Other fusions". */
export type Fusion = (
  | { readonly kind: 'mean' }
  /** max of tanh(2 L); of the weights only whether they are zero matters. */
  | { readonly kind: 'maximum' }
  /** Geometric mean with a floor; of the weights only whether they are zero matters. */
  | { readonly kind: 'product' }
  /** Winsor-CAM: `importance` per layer, `percentile` 0–100 of those taking part; the weights come on top. */
  | { readonly kind: 'winsor'; readonly importance: ArrayLike<number>; readonly percentile: number }
) & {
  /** One per layer, in their order, each ≥ 0; 0 leaves the layer out. Without: all 1. */
  readonly weights?: ArrayLike<number>;
};

/** A fused map, described as an average is, and what each layer has to do with it. */
export interface FusedMap extends LayerAverage {
  /**
   * Each layer's share of the fused map, in the order of the layers: sums to 1, or all zeros where there is none.
   * Its meaning depends on the rule: see `weightedMean`, `saturatedMaximum`, `geometricMean` in fusionRules.ts.
   */
  readonly shares: Float32Array;
}

/** Fuses the maps of one run again and again; what does not change between calls is computed once. */
export interface Fuser {
  fuse(fusion: Fusion): FusedMap;
  /** Gives the rescaled maps' memory to the next fuser; this one must not be used any more. */
  release(): void;
}

/**
 * A fuser for one run, method and sign. It keeps the rescaled maps: as much memory as `maps`, twice that if signed.
 *
 * Inputs are as in `averageLayers`: each layer is signed, rescaled by its own range and resized; an empty layer
 * counts as zeros (in a product: not at all). Signed maps are fused as evidence for minus evidence against, which
 * for the mean is the mean of the signed maps.
 *
 * @param maps all layers' raw maps of a run; those of `layers` are used, and read now.
 */
export function createFuser(
  maps: Float32Array,
  layers: readonly LayerInfo[],
  { sign, width, height }: AverageOptions,
): Fuser {
  const stackOf = (direction: 1 | -1) => createLayerStack(maps, layers, { sign, direction }, width, height);
  const evidence = stackOf(sign === 'negative' ? -1 : 1);
  const counterEvidence = sign === 'signed' ? stackOf(-1) : null;
  return {
    fuse: (fusion) =>
      describeFusion(
        fuseStack(evidence, fusion),
        counterEvidence ? fuseStack(counterEvidence, fusion) : null,
        evidence.emptyReasons,
        { sign, width, height },
      ),
    release() {
      for (const stack of [evidence, counterEvidence]) if (stack) fusionKernels().reuse(stack.maps);
    },
  };
}

/** One fused map; for several of one run take {@link createFuser}, which is faster. */
export function fuseLayers(
  maps: Float32Array,
  layers: readonly LayerInfo[],
  options: AverageOptions,
  fusion: Fusion,
): FusedMap {
  const fuser = createFuser(maps, layers, options);
  const fused = fuser.fuse(fusion);
  fuser.release();
  return fused;
}

function fuseStack(stack: LayerStack, fusion: Fusion): FusedEvidence {
  const weights = fusion.weights ?? new Float32Array(stack.maps.length).fill(1);
  switch (fusion.kind) {
    case 'mean':
      return weightedMean(stack, weights);
    case 'maximum':
      return saturatedMaximum(stack, weights);
    case 'product':
      return geometricMean(stack, weights);
    case 'winsor':
      return weightedMean(stack, winsorWeights(fusion.importance, fusion.percentile, weights));
  }
}

/**
 * The last steps of every fusion: evidence minus counter-evidence (only where the sign is `signed`), min-max, shares.
 *
 * @param reasons per layer, why it is empty, or null.
 */
export function describeFusion(
  evidence: FusedEvidence,
  against: FusedEvidence | null,
  reasons: readonly (EmptyReason | null)[],
  { sign, width, height }: AverageOptions,
): FusedMap {
  const values = against
    ? evidence.values.map((value, index) => value - against.values[index]!)
    : evidence.values;
  const parts = against ? evidence.parts.map((part, index) => part + against.parts[index]!) : evidence.parts;
  // What was negative became positive before: it must not be turned round again.
  const display = displayGrid(
    { width, height, data: values },
    sign === 'signed' ? 'signed' : 'positive',
    null,
  );
  const empty = reasons.filter((reason) => reason !== null);
  // With layers to show, only weights can have left nothing.
  const isShared = empty.length === reasons.length && empty.every((reason) => reason === empty[0]);
  return {
    grid: display.grid,
    range: display.range,
    empty: empty.length,
    emptyReason: display.empty === null ? null : ((isShared ? empty[0] : null) ?? 'flat'),
    shares: sharesOf(parts),
  };
}

function sharesOf(parts: Float32Array): Float32Array {
  const total = parts.reduce((sum, part) => sum + part, 0);
  return total > 0 ? parts.map((part) => part / total) : new Float32Array(parts.length);
}
