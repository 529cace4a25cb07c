/** The view: everything the user picked about what is shown. It is what the URL hash holds. */
import type { ColourMapId, Scale, Sign } from '../../../cam/map/display.ts';
import type { CamMethodId } from '../../../cam/methods.ts';
import type { Crate } from '../../../image/alter/crate.ts';
import type { Fit } from '../../../image/pixels.ts';
import type { LayerSetId } from '../../../model/layers/layerSet.ts';
import { evenMix, type FusionId, type FusionMix } from './fusionMix.ts';
import { defaultMask, type MaskView } from './maskView.ts';

/**
 * What a stage shows over the photo. `average` is the fused map, `lastConvolution` the usual Grad-CAM, for
 * comparison.
 */
export type StageSource = 'layer' | 'average' | 'lastConvolution';

export interface View {
  /**
   * Id of the shown sample (`cat-portrait`), the path of a picture of this site that is in no gallery
   * (`photos/cat.jpg`), or null when the shown picture is the user's own.
   */
  readonly sample: string | null;
  /** The class whose score is explained. */
  readonly target: number | 'predicted';
  readonly method: CamMethodId;
  /** Name of the current layer; an unknown name shows the last layer of the set. */
  readonly layer: string;
  readonly layerSet: LayerSetId;
  readonly leftStage: StageSource;
  readonly rightStage: StageSource;
  /** What `average` stands for on a stage. */
  readonly fusion: FusionId;
  /** The mix of the fusion `custom`; kept while another one is chosen. */
  readonly mix: FusionMix;
  /** 0 (photo alone) to 1 (heat map alone). */
  readonly opacity: number;
  readonly colourMap: ColourMapId;
  /** false shows the map's cells as they are. */
  readonly smooth: boolean;
  readonly sign: Sign;
  readonly scale: Scale;
  /** Lines at fixed levels over the heat map, so that it reads without colour. */
  readonly contours: boolean;
  /** The hot region: which it is, how it is shown, and what hides it in a test. */
  readonly mask: MaskView;
  /** Playback in layers per second is 12 × speed. */
  readonly speed: 0.25 | 0.5 | 1 | 2;
  readonly loop: boolean;
  readonly fit: Fit;
  /** Bars that are laid over the photo before the model sees it; null for none. */
  readonly crate: Crate | null;
}

export const defaultView: View = {
  sample: 'cat-portrait',
  target: 'predicted',
  method: 'positiveGradCam',
  layer: '',
  layerSet: 'all',
  leftStage: 'layer',
  rightStage: 'average',
  fusion: 'article',
  mix: evenMix,
  opacity: 0.55,
  colourMap: 'turbo',
  smooth: true,
  sign: 'positive',
  scale: 'layer',
  contours: false,
  mask: defaultMask,
  speed: 1,
  loop: false,
  fit: 'stretch',
  crate: null,
};
