import type { Recipe } from '../src/save/recipe.ts';

/** A recipe like those of the default model. */
export const testRecipe: Recipe = {
  format: 'stratacam-recipe',
  version: 1,
  application: '0.1.0',
  model: { name: 'cats-vs-dogs-mobilenetv2', title: 'cats vs dogs', hash: '9e0d-40aa' },
  backend: 'wasm',
  preprocessing: { width: 224, height: 224, range: [0, 255], resample: 'pillow-bilinear', fit: 'stretch' },
  picture: {
    name: 'Müller & “cat”.jpg',
    width: 451,
    height: 300,
    sha256: '7c'.repeat(32),
    sample: null,
    box: { x: 10, y: 20, width: 30.5, height: 40 },
  },
  target: { classIndex: 1, label: 'dog', probability: 0.25 },
  prediction: { classIndex: 0, label: 'cat', probability: 0.75 },
  method: 'gradCam',
  sign: 'signed',
  scale: 'run',
  layerSet: 'convolutions',
  layers: ['Conv1', 'Conv_1'],
  layer: 'Conv1',
  fusion: {
    id: 'custom',
    mix: { rule: 'product', firstLayer: 2, lastLayer: null, blockWeights: { 6: 0.5 }, percentile: 80 },
  },
  crate: { bars: 9, thickness: 0.25, colour: '#6e4e2e', angle: -10, offset: 0, direction: 'both' },
  region: { shows: 'cutout', from: 'average', threshold: 0.5, isPainted: true, share: 0.25 },
  view: 'v=1&target=1&method=gradCam',
};
