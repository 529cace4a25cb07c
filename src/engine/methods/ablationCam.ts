import type { ProbingMethod } from './camMethod.ts';

/**
 * Ablation-CAM (Desai & Ramaswamy, WACV 2020, doi 10.1109/WACV45572.2020.9093360, eq. 4): Σ_k w_k A_k,
 * w_k = (y − y with A_k := 0) / |y|.
 *
 * Symbols: camMethod.ts. Departures: only the channels that vary most take part (derive/probeLayer.ts). The paper
 * divides by a score that is positive; a logit may be negative and would turn the map over, so here it is |y|.
 */
export const ablationCam: ProbingMethod = {
  kind: 'probing',
  scores: (channels, { scoresWithout }) => scoresWithout(channels),
  // Without a score there is nothing to divide by; the drops are kept as they are.
  weights: (scores, score) => scores.map((without) => (score - without) / (Math.abs(score) || 1)),
};
