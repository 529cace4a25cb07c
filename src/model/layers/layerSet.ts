import type { LayerInfo } from './layerGraph.ts';

/** A named choice of layers: what the scrubber steps through and what the average is taken over. */
export type LayerSetId =
  | 'all'
  | 'convolutions'
  | 'expand'
  | 'depthwise'
  | 'project'
  | 'relu'
  | 'blockOutputs';

/** All sets, in the order of the keys 1–7. */
export const layerSetIds: readonly LayerSetId[] = [
  'all',
  'convolutions',
  'expand',
  'depthwise',
  'project',
  'relu',
  'blockOutputs',
];

/** What a set is called, for menus: "layers: block outputs". */
export const layerSetTitles: Readonly<Record<LayerSetId, string>> = {
  all: 'all',
  convolutions: 'convolutions',
  expand: 'expand',
  depthwise: 'depthwise',
  project: 'project',
  relu: 'ReLU',
  blockOutputs: 'block outputs',
};

const belongs: Readonly<Record<LayerSetId, (layer: LayerInfo) => boolean>> = {
  all: () => true,
  convolutions: ({ kind }) => kind === 'convolution' || kind === 'depthwise',
  // A role takes in the convolution with its normalisation and ReLU.
  expand: ({ role }) => role === 'expand',
  depthwise: ({ role }) => role === 'depthwise',
  project: ({ role }) => role === 'project',
  relu: ({ kind }) => kind === 'relu',
  blockOutputs: ({ isBlockOutput }) => isBlockOutput,
};

/** The layers of a set, in network order; empty when the model has none of that sort. */
export function selectLayers(layers: readonly LayerInfo[], setId: LayerSetId): readonly LayerInfo[] {
  return setId === 'all' ? layers : layers.filter(belongs[setId]);
}

/** The sets that have a layer in this model, in the order of the keys. */
export function availableLayerSets(layers: readonly LayerInfo[]): readonly LayerSetId[] {
  return layerSetIds.filter((setId) => layers.some(belongs[setId]));
}

/** The last layer of kind convolution: where Grad-CAM is usually taken (`Conv_1` in MobileNetV2). */
export function lastConvolution(layers: readonly LayerInfo[]): LayerInfo | null {
  return layers.findLast((layer) => layer.kind === 'convolution') ?? null;
}
