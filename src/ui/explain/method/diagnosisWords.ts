import type { Finding } from '../../../engine/api.ts';
import { formatCount, formatProbability } from '../../words/format.ts';

/**
 * What is odd about a run's numbers, what it means for the maps and what one can do, in one sentence; null for what the
 * captions under the maps say anyway.
 */
export function diagnosisWords(finding: Finding): string | null {
  if (finding.kind === 'saturatedOutput') {
    return `The network is beyond doubt here (${formatProbability(finding.probability)}): the maps explain the score before it becomes a probability, and “Mask and test” shows what it rests on.`;
  }
  const count = formatCount(finding.layers.length, 'layer');
  const isOne = finding.layers.length === 1;
  switch (finding.kind) {
    case 'halfFloatUnderflow':
      return `${count} ${isOne ? 'loses' : 'lose'} digits, because this device computes with 16-bit numbers: for exact maps choose another backend under “on this computer”.`;
    case 'deadLayers':
      return `${count} ${isOne ? 'is' : 'are'} dead for this photo, no channel of ${isOne ? 'it' : 'them'} being active anywhere: look at ${elsewhere(isOne)}.`;
    case 'silentLayers':
      return `${count} ${isOne ? 'is silent, as no evidence reaches it and its map is' : 'are silent, as no evidence reaches them and their maps are'} zero by every method: look at ${elsewhere(isOne)}.`;
    case 'emptyMaps':
      return null;
    case 'notFinite':
      if (finding.layers.length === 0) {
        return 'The map of the whole network has values that are not numbers and is left out: choose another method, or another backend under “on this computer”.';
      }
      return `${count} ${isOne ? 'has values that are not numbers and is' : 'have values that are not numbers and are'} left out: choose another method, or another backend under “on this computer”.`;
  }
}

function elsewhere(isOne: boolean): string {
  return isOne ? 'another layer or photo' : 'other layers or another photo';
}
