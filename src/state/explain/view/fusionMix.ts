import type { LayerInfo } from '../../../model/layers/layerGraph.ts';

/**
 * How the layers' maps become the fused map: the article's mean, the last convolution alone, the fusion that
 * localised best (`fuseSharpest`), or the user's own mix.
 */
export type FusionId = 'article' | 'lastLayer' | 'sharpest' | 'custom';

export const fusionIds: readonly FusionId[] = ['article', 'lastLayer', 'sharpest', 'custom'];

/** docs/mathematics.md "Other fusions". */
export type MixRule = 'mean' | 'maximum' | 'product' | 'winsor';

export const mixRules: readonly MixRule[] = ['mean', 'maximum', 'product', 'winsor'];

/** The user's own fusion of the layer set. */
export interface FusionMix {
  readonly rule: MixRule;
  /** Index of the first layer of the network that takes part. */
  readonly firstLayer: number;
  /** Index of the last one; null is the network's last, whichever that is. */
  readonly lastLayer: number | null;
  /** Weights in [0, 1] by block; a block that is not named weighs 1. Only the mean tells weights above 0 apart. */
  readonly blockWeights: Readonly<Record<number, number>>;
  /** Winsor-CAM's: a whole number from 0 to 100. */
  readonly percentile: number;
}

/** All layers, equally: the article's mean. */
export const evenMix: FusionMix = {
  rule: 'mean',
  firstLayer: 0,
  lastLayer: null,
  blockWeights: {},
  percentile: 80,
};

/** One weight for each layer, 0 for those outside the range. */
export function layerWeights(
  { firstLayer, lastLayer, blockWeights }: FusionMix,
  layers: readonly LayerInfo[],
): Float32Array {
  return Float32Array.from(layers, ({ index, block }) =>
    index < firstLayer || (lastLayer !== null && index > lastLayer) ? 0 : (blockWeights[block] ?? 1),
  );
}

/** The mix with one block's weight changed; a weight of 1 is not kept, so that equal mixes look equal. */
export function withBlockWeight(mix: FusionMix, block: number, weight: number): FusionMix {
  const { [block]: _former, ...others } = mix.blockWeights;
  return { ...mix, blockWeights: weight === 1 ? others : { ...others, [block]: weight } };
}

/**
 * A mix as a word for URLs: the rule, the range if it is not the whole network, the weights in percent and the
 * percentile if it is not the usual one, e.g. `winsor_12-80_b6-50_p95`; `end` stands for the network's last layer.
 */
export function encodeMix({ rule, firstLayer, lastLayer, blockWeights, percentile }: FusionMix): string {
  const isWhole = firstLayer === 0 && lastLayer === null;
  const range = isWhole ? [] : [`${firstLayer}-${lastLayer ?? 'end'}`];
  const weights = Object.entries(blockWeights).map(
    ([block, weight]) => `b${block}-${Math.round(weight * 100)}`,
  );
  const clipped = percentile === evenMix.percentile ? [] : [`p${percentile}`];
  return [rule, ...range, ...weights, ...clipped].join('_');
}

/** The mix that a word stands for, or undefined if it stands for none. */
export function decodeMix(text: string): FusionMix | undefined {
  const [ruleWord, ...parts] = text.split('_');
  const rule = mixRules.find((known) => known === ruleWord);
  if (rule === undefined) return undefined;
  let mix: FusionMix = { ...evenMix, rule };
  for (const part of parts) {
    const range = /^(\d{1,4})-(\d{1,4}|end)$/.exec(part);
    const weight = /^b(\d{1,3})-(\d{1,3})$/.exec(part);
    const percentile = /^p(\d{1,3})$/.exec(part);
    if (range) {
      const firstLayer = Number(range[1]);
      const lastLayer = range[2] === 'end' ? null : Number(range[2]);
      if (lastLayer !== null && lastLayer < firstLayer) return undefined;
      mix = { ...mix, firstLayer, lastLayer };
    } else if (weight && Number(weight[2]) <= 100) {
      mix = withBlockWeight(mix, Number(weight[1]), Number(weight[2]) / 100);
    } else if (percentile && Number(percentile[1]) <= 100) {
      mix = { ...mix, percentile: Number(percentile[1]) };
    } else {
      return undefined;
    }
  }
  return mix;
}
