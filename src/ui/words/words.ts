/** What the choices of a view are called on the screen, and what they mean in two lines. */
import type { ColourMapId, Scale, Sign } from '../../cam/map/display.ts';
import type { BackendName, Reduction, Tracing } from '../../engine/api.ts';
import type { PictureNote } from '../../image/pictureApi.ts';
import type { Fit } from '../../image/pixels.ts';
import type { Phase } from '../../model/layers/layerGraph.ts';
import type { CanvasReason } from '../../render/api.ts';
import { isAbsent } from '../../state/explain/maps/absentMap.ts';
import type { EmptyReason, FusionSummary } from '../../state/explain/maps/displayMap.ts';
import type { FusionId, MixRule } from '../../state/explain/view/fusionMix.ts';
import type { StageSource } from '../../state/explain/view/view.ts';

export const sourceTitles: Readonly<Record<StageSource, string>> = {
  layer: 'This layer',
  average: 'All layers',
  lastConvolution: 'Last convolution',
};

/** Where there is room for a word or two. */
export const sourceTabs: Readonly<Record<StageSource, string>> = {
  layer: 'This layer',
  average: 'All layers',
  lastConvolution: 'Last conv.',
};

/** In menus, where there is room for what the source is known as. */
export function sourceChoices(
  fusion: FusionId,
): readonly { readonly value: StageSource; readonly label: string }[] {
  return [
    { value: 'layer', label: 'This layer' },
    { value: 'average', label: `All layers (${fusion === 'article' ? 'average' : 'fused'})` },
    { value: 'lastConvolution', label: 'Last convolution (the usual Grad-CAM)' },
  ];
}

export const stageSources: readonly StageSource[] = ['layer', 'average', 'lastConvolution'];

export const fusionTitles: Readonly<Record<FusionId, string>> = {
  article: 'The article’s mean',
  lastLayer: 'Last layer alone',
  sharpest: 'Sharpest',
  custom: 'My own mix',
};

export const fusionExplanations: Readonly<Record<FusionId, string>> = {
  article: 'The plain mean of the heat maps of all chosen layers: what most of the network agrees on.',
  lastLayer: 'The last convolution alone, by the chosen method.',
  sharpest:
    'Half LayerCAM over all layers, half positive sections where the concepts end, and of that what is above its mean. It lay best on the animals of 452 test photos.',
  custom: 'Your choice of rule, layers and weights. It stays in the link of this page.',
};

export const ruleTitles: Readonly<Record<MixRule, string>> = {
  mean: 'Mean',
  maximum: 'Maximum',
  product: 'Product',
  winsor: 'Winsor',
};

export const ruleExplanations: Readonly<Record<MixRule, string>> = {
  mean: 'The weighted mean of the layers.',
  maximum: 'The strongest layer decides at every place, after tanh, as LayerCAM’s paper does it.',
  product: 'Only where all layers agree: the geometric mean.',
  winsor:
    'Winsor-CAM: each layer counts by how strongly its gradients speak for the class, and none by more than the chosen percentile of them.',
};

/** How a fused map was made; begins the sentence "… of 155 layers." */
export const fusionRules: Readonly<Record<FusionSummary['rule'], string>> = {
  mean: 'Mean',
  weightedMean: 'Weighted mean',
  maximum: 'Maximum (tanh)',
  product: 'Product (geometric mean)',
  winsor: 'Winsor-CAM',
  sharpest: 'Sharpest fusion',
  wholeNetwork: 'One map',
};

export const colourMapTitles: Readonly<Record<ColourMapId, string>> = {
  turbo: 'Turbo',
  viridis: 'Viridis',
  magma: 'Magma',
  cividis: 'Cividis',
  jet: 'Jet',
};

export const signTitles: Readonly<Record<Sign, string>> = {
  positive: 'For',
  negative: 'Against',
  signed: 'Both',
};

export const scaleTitles: Readonly<Record<Scale, string>> = { layer: 'This layer', run: 'All layers' };

export const fitTitles: Readonly<Record<Fit, string>> = { stretch: 'Stretch', centreCrop: 'Crop' };

interface PhaseWords {
  readonly title: string;
  readonly sentence: string;
}

export const phaseWords: Readonly<Record<Phase, PhaseWords>> = {
  contours: {
    title: 'Contours',
    sentence: 'The first layers find edges and borders, of the animal and of everything else.',
  },
  concepts: {
    title: 'Concepts',
    sentence: 'The middle layers put edges together into parts: whiskers, ears, eyes.',
  },
  object: {
    title: 'Object',
    sentence: 'The last layers see the animal as a whole: the region that decides.',
  },
};

export const emptyReasons: Readonly<Record<EmptyReason, string>> = {
  oppositeSign:
    'Everything this layer found speaks the other way. Choose “Both” or the other sign to see it.',
  flat: 'All values are equal here: the layer is not active, or no gradient reaches it.',
  notFinite: 'The values of this layer are not numbers, so there is nothing honest to draw.',
  wholeNetwork: 'This method explains the network as a whole: its one map is under “All layers”.',
  notComputed: 'This method runs the network many times, so it is computed only for the layers you ask for.',
  layerByLayer: 'This method is computed layer by layer, so there is nothing to fuse.',
};

/** What a map's place says before the reason. */
export function emptyTitle(reason: EmptyReason): string {
  if (reason === 'notComputed') return 'Not computed for this layer.';
  return isAbsent(reason) ? 'No map here.' : 'Nothing to show in this map.';
}

export const backendTitles: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};

/** How the stages are drawn. */
export const drawingWords: Readonly<Record<'webgl' | CanvasReason, string>> = {
  webgl: 'WebGL',
  noDevice: '2D canvas (no graphics device for WebGL here)',
  refused: '2D canvas (WebGL could not be started)',
  slow: '2D canvas (WebGL was slow here)',
  lost: '2D canvas (the graphics device was lost)',
  wrongUpload: '2D canvas (WebGL did not show the photo as it is)',
};

export const pictureNotes: Readonly<Record<PictureNote, string>> = {
  orientationApplied: 'turned upright',
  transparencyOverWhite: 'transparency laid over white',
  colourProfileIgnored: 'colour profile ignored, as in training',
  firstFrameOnly: 'first frame of the animation',
  sixteenBitReduced: '16 bits reduced to 8',
  extremeAspect: 'very long and thin: hard for the network',
};

/** Who computes the gradients. */
export function tracingWords(tracing: Tracing): string {
  return tracing.kind === 'plan' ? 'a plan compiled for the model' : `TensorFlow.js (${tracing.reason})`;
}

/** Who makes the maps from activations and gradients. */
export function reductionWords(reduction: Reduction): string {
  switch (reduction.kind) {
    case 'kernels':
      return 'kernels written for it';
    case 'loops':
      return `plain loops (${reduction.reason})`;
    case 'operations':
      return `TensorFlow.js (${reduction.reason})`;
  }
}
