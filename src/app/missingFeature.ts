import { type Feature, features } from '../lib/features.ts';

/** What is looked at of a window. */
export interface FeatureScope {
  readonly Worker?: unknown;
  readonly OffscreenCanvas?: unknown;
  readonly createImageBitmap?: unknown;
  readonly ResizeObserver?: unknown;
  readonly document: {
    createElement(name: 'canvas'): { getContext(kind: '2d'): unknown };
  };
}

/** How each is told to be there. Extensions for privacy take some away, or leave a canvas without its context. */
const isThere: Readonly<Record<Feature, (scope: FeatureScope) => boolean>> = {
  worker: (scope) => typeof scope.Worker === 'function',
  offscreenCanvas: (scope) => typeof scope.OffscreenCanvas === 'function',
  canvas: (scope) => scope.document.createElement('canvas').getContext('2d') !== null,
  createImageBitmap: (scope) => typeof scope.createImageBitmap === 'function',
  resizeObserver: (scope) => typeof scope.ResizeObserver === 'function',
};

/** The first thing that this browser lacks and the page cannot do without, or null. */
export function missingFeature(scope: FeatureScope): Feature | null {
  return features.find((feature) => !isThere[feature](scope)) ?? null;
}
