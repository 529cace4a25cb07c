/** What the choices of a view are called on the screen, and what they mean in two lines. */
import type { ColourMapId, Scale, Sign } from '../cam/display.ts';
import type { BackendName, MethodId } from '../engine/api.ts';
import type { PictureNote } from '../image/pictureApi.ts';
import type { Fit } from '../image/pixels.ts';
import type { Phase } from '../model/layerGraph.ts';
import type { EmptyReason } from '../state/app.ts';
import type { StageSource } from '../state/view.ts';

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
export const sourceChoices: readonly { readonly value: StageSource; readonly label: string }[] = [
  { value: 'layer', label: 'This layer' },
  { value: 'average', label: 'All layers (average)' },
  { value: 'lastConvolution', label: 'Last convolution (the usual Grad-CAM)' },
];

interface MethodWords {
  readonly title: string;
  readonly explanation: string;
  readonly paper: { readonly href: string; readonly text: string };
}

export const methodWords: Readonly<Record<MethodId, MethodWords>> = {
  positiveGradCam: {
    title: 'Grad-CAM, positive sections',
    explanation:
      'Grad-CAM that weighs each channel only by the places where it is active and speaks for the class. It stays readable in every layer, so the average over layers does too.',
    paper: { href: 'https://arxiv.org/abs/1610.02391', text: 'Builds on Grad-CAM, Selvaraju et al. 2016' },
  },
  gradCam: {
    title: 'Grad-CAM, as published',
    explanation:
      'The paper’s method: each channel is weighed by the mean of its gradient. Made for the last convolution; in early layers the mean often says little.',
    paper: { href: 'https://arxiv.org/abs/1610.02391', text: 'Selvaraju et al. 2016' },
  },
  layerCam: {
    title: 'LayerCAM',
    explanation:
      'Weighs every cell by its own positive gradient instead of one weight per channel. Finer detail in early layers.',
    paper: {
      href: 'https://ieeexplore.ieee.org/document/9462463',
      text: 'Jiang et al., IEEE Transactions on Image Processing 2021',
    },
  },
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
};

export const backendTitles: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};

export const pictureNotes: Readonly<Record<PictureNote, string>> = {
  orientationApplied: 'turned upright',
  transparencyOverWhite: 'transparency laid over white',
  colourProfileIgnored: 'colour profile ignored, as in training',
  firstFrameOnly: 'first frame of the animation',
  sixteenBitReduced: '16 bits reduced to 8',
  extremeAspect: 'very long and thin: hard for the network',
};
