import type { ComponentMethod } from './camMethod.ts';

/**
 * Eigen-CAM (Muhammad & Yeasin 2020, arXiv 2008.00299, §3): X·v, X being A with one row for each cell and one column
 * for each channel, v its first right singular vector. It knows no class.
 *
 * Symbols: camMethod.ts. Departures, both in derive/deriveComponents.ts: every column of X is centred, as in
 * pytorch-grad-cam, so that X·v is the first principal component, where the paper decomposes A itself; and the sign,
 * which a singular vector does not have, is such that the map goes with mean_k A_k.
 */
export const eigenCam: ComponentMethod = {
  kind: 'component',
  scalesWithGradient: false,
  features: (activation) => activation,
};
