import type { ProbingMethod } from './camMethod.ts';

/**
 * Ablation-CAM (Desai & Ramaswamy, WACV 2020, eq. 4) of the channels that vary most. The paper divides by a
 * score that is positive; a logit may be negative and would turn the map over, so here it is |y|.
 */
export const ablationCam: ProbingMethod = {
  kind: 'probing',
  scores: (channels, { scoresWithout }) => scoresWithout(channels),
  // Without a score there is nothing to divide by; the drops are kept as they are.
  weights: (scores, score) => scores.map((without) => (score - without) / (Math.abs(score) || 1)),
};
