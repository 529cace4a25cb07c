import type { ComponentMethod } from './camMethod.ts';

/** Eigen-CAM (Muhammad & Yeasin, arXiv 2008.00299, §3). It knows no class; the sign is chosen, see derive/deriveComponents.ts. */
export const eigenCam: ComponentMethod = {
  kind: 'component',
  scalesWithGradient: false,
  features: (activation) => activation,
};
