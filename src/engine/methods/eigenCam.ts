import type { ComponentMethod } from './camMethod.ts';

/** Eigen-CAM (Muhammad & Yeasin, arXiv 2008.00299, §3). It knows no class; the sign is chosen, see derive/deriveComponents.ts. */
export const eigenCam: ComponentMethod = {
  kind: 'component',
  scalesWithGradient: false,
  title: 'Eigen-CAM',
  summary: 'Shows the pattern that most of the channels share. It is the same for every class.',
  formula: 'first principal component of A (cells × channels, centred)',
  source: 'arXiv 2008.00299',
  features: (activation) => activation,
};
