import { expect, test } from 'vitest';
import type { Finding } from '../../../engine/api.ts';
import { diagnosisWords } from './diagnosisWords.ts';

const wordsOf = (finding: Finding) => diagnosisWords(finding)?.replaceAll('\u00A0', ' ');

const otherBackend = 'choose another backend under “on this computer”.';

test.each<[Finding, string]>([
  [
    { kind: 'saturatedOutput', probability: 0.99996 },
    'The network is beyond doubt here (> 99.9 %): the maps explain the score before it becomes a probability, and “Mask and test” shows what it rests on.',
  ],
  [
    { kind: 'notFinite', layers: [] },
    'The map of the whole network has values that are not numbers and is left out: choose another method, or another backend under “on this computer”.',
  ],
])('%o', (finding, words) => {
  expect(wordsOf(finding)).toBe(words);
});

type OfLayers = 'halfFloatUnderflow' | 'deadLayers' | 'silentLayers' | 'notFinite';

test.each<[OfLayers, string, string]>([
  [
    'halfFloatUnderflow',
    `1 layer loses digits, because this device computes with 16-bit numbers: for exact maps ${otherBackend}`,
    `3 layers lose digits, because this device computes with 16-bit numbers: for exact maps ${otherBackend}`,
  ],
  [
    'deadLayers',
    '1 layer is dead for this photo, no channel of it being active anywhere: look at another layer or photo.',
    '3 layers are dead for this photo, no channel of them being active anywhere: look at other layers or another photo.',
  ],
  [
    'silentLayers',
    '1 layer is silent, as no evidence reaches it and its map is zero by every method: look at another layer or photo.',
    '3 layers are silent, as no evidence reaches them and their maps are zero by every method: look at other layers or another photo.',
  ],
  [
    'notFinite',
    '1 layer has values that are not numbers and is left out: choose another method, or another backend under “on this computer”.',
    '3 layers have values that are not numbers and are left out: choose another method, or another backend under “on this computer”.',
  ],
])('%s of one layer, and of several', (kind, ofOne, ofSeveral) => {
  expect(wordsOf({ kind, layers: [3] })).toBe(ofOne);
  expect(wordsOf({ kind, layers: [3, 4, 9] })).toBe(ofSeveral);
});

test('what the captions say of an empty map is not said twice', () => {
  expect(diagnosisWords({ kind: 'emptyMaps', method: 'gradCam', layers: [3] })).toBeNull();
});
