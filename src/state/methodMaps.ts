import type { Grid } from '../cam/grid.ts';
import type { DerivedMethodId, MethodId } from '../engine/api.ts';

/** Every method that may be asked for: those of every run, and those computed on demand. */
export type CamMethodId = MethodId | DerivedMethodId;

/** The methods whose maps every run carries. */
export const instantMethodIds: readonly MethodId[] = ['positiveGradCam', 'gradCam', 'layerCam'];

/**
 * What a method gives: a map for each layer, one for the whole network, or one for each layer that is asked for
 * by itself, because each costs many runs of the network.
 */
export type MethodExtent = 'layers' | 'network' | 'singleLayer';

/** The methods computed on demand, in the order in which they are offered. */
export const derivedExtents: Readonly<Record<DerivedMethodId, MethodExtent>> = {
  gradCamPlusPlus: 'layers',
  xGradCam: 'layers',
  hiResCam: 'layers',
  elementWise: 'layers',
  eigenCam: 'layers',
  eigenGradCam: 'layers',
  fullGrad: 'network',
  scoreCam: 'singleLayer',
  ablationCam: 'singleLayer',
};

/** In the order in which they are offered: TypeScript cannot know that a table has no other keys, here it has none. */
export const derivedMethodIds = Object.keys(derivedExtents) as readonly DerivedMethodId[];

export function isDerived(method: CamMethodId): method is DerivedMethodId {
  return method in derivedExtents;
}

export function extentOf(method: CamMethodId): MethodExtent {
  return isDerived(method) ? derivedExtents[method] : 'layers';
}

/** One method's raw maps of one run, as far as they are known. */
export type MethodMaps =
  /** All layers', one after another in network order. */
  | { readonly extent: 'layers'; readonly maps: Float32Array }
  /** At the resolution of the model's input. */
  | { readonly extent: 'network'; readonly grid: Grid }
  /** Null for a layer that was not computed. */
  | { readonly extent: 'singleLayer'; mapOf(layerIndex: number): Float32Array | null };
