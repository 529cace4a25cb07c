import type { Finding } from '../../engine/api.ts';
import { formatCount, formatProbability } from '../format.ts';

/**
 * What is odd about a run's numbers and what it means for the maps, in one sentence; null for what the captions under
 * the maps say anyway.
 */
export function diagnosisWords(finding: Finding): string | null {
  switch (finding.kind) {
    case 'saturatedOutput':
      return `The network is beyond doubt here (${formatProbability(finding.probability)}): the maps explain the score before it was squeezed into a probability.`;
    case 'halfFloatUnderflow':
      return `${countOf(finding)} lose digits on this device, which computes with 16-bit numbers.`;
    case 'deadLayers':
      return `${countOf(finding)} are silent for this photo: no channel is active anywhere.`;
    case 'silentLayers':
      return `No evidence reaches ${countOf(finding)}: their maps are zero for every method.`;
    case 'emptyMaps':
      return null;
    case 'notFinite':
      return `${countOf(finding)} have values that are not numbers; they are left out.`;
  }
}

function countOf({ layers }: { readonly layers: readonly number[] }): string {
  return formatCount(layers.length, 'layer');
}
