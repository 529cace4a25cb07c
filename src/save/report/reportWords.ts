import type { BackendName } from '../../engine/api.ts';
import type { Fit } from '../../image/pixels.ts';
import type { Phase } from '../../model/layers/layerGraph.ts';
import type { DisplayMap } from '../../state/explain/maps/displayMap.ts';
import type { FusionId, MixRule } from '../../state/explain/view/fusionMix.ts';

/** What choices are called on the screen. Handed in, so that what is saved uses the words that its reader has seen. */
export interface ReportWords {
  readonly fits: Readonly<Record<Fit, string>>;
  readonly fusions: Readonly<Record<FusionId, string>>;
  readonly rules: Readonly<Record<MixRule, string>>;
  phase(phase: Phase): string;
  readonly backends: Readonly<Record<BackendName, string>>;
  /** What stands under a map, e.g. "Mean of 155 layers, 3 of them empty." */
  caption(map: DisplayMap): string;
  /** A share in [0, 1] as a percentage. */
  percent(share: number): string;
}
