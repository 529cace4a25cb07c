import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import { selectLayers } from '../../model/layers/layerSet.ts';
import type { AverageOptions } from './average.ts';
import { fusionKernels } from './chooseFusionKernels.ts';
import { describeFusion, type FusedMap } from './fusion.ts';
import { type FusedEvidence, weightedMean } from './fusionRules.ts';
import { createLayerStack } from './fusionStack.ts';

/** The raw maps that the preset needs, both of one run: all layers, one after another. */
export interface SharpestMaps {
  readonly layerCam: Float32Array;
  readonly positiveGradCam: Float32Array;
}

/**
 * The preset "sharpest": the fusion that was best on all three measures of localisation at once. docs/findings.md
 * tells how it was found and what it scores.
 *
 * F = ½ mean of LayerCAM over all layers + ½ mean of Grad-CAM's positive sections over {@link conceptLayers}, each
 * layer rescaled and resized as in the average; then {@link keepAboveMean}, then min-max.
 *
 * Shares are those in F. Signed maps: what was found for the target minus what was found against it.
 */
export function fuseSharpest(
  maps: SharpestMaps,
  layers: readonly LayerInfo[],
  { sign, width, height }: AverageOptions,
): FusedMap {
  const sources = [
    { maps: maps.layerCam, members: layers },
    { maps: maps.positiveGradCam, members: conceptLayers(layers) },
  ];
  const fuseSide = (direction: 1 | -1) => {
    const values = new Float32Array(width * height);
    const parts = new Float32Array(layers.length);
    const reasons = sources.flatMap((source) => {
      const stack = createLayerStack(source.maps, source.members, { sign, direction }, width, height);
      const mean = weightedMean(stack, new Float32Array(source.members.length).fill(1));
      fusionKernels().reuse(stack.maps);
      for (let index = 0; index < values.length; index++) values[index]! += mean.values[index]! / 2;
      source.members.forEach((layer, position) => {
        parts[layers.indexOf(layer)]! += mean.parts[position]! / source.members.length;
      });
      return stack.emptyReasons;
    });
    const evidence: FusedEvidence = { values: keepAboveMean(values), parts };
    return { evidence, reasons };
  };
  const { evidence, reasons } = fuseSide(sign === 'negative' ? -1 : 1);
  const against = sign === 'signed' ? fuseSide(-1).evidence : null;
  // An average says how many layers had nothing to show; here they are counted once per source.
  return describeFusion(evidence, against, reasons, { sign, width, height });
}

/**
 * Where concepts end: the expansions of the last block of that phase (`block_11_expand` with its normalisation and
 * ReLU in MobileNetV2). Without expansions all layers of that block, without such a phase all layers.
 */
export function conceptLayers(layers: readonly LayerInfo[]): readonly LayerInfo[] {
  const lastBlock = layers.findLast(({ phase }) => phase === 'concepts')?.block;
  const members = layers.filter(({ phase, block }) => phase === 'concepts' && block === lastBlock);
  const expansions = selectLayers(members, 'expand');
  return [expansions, members, layers].find(({ length }) => length > 0) ?? [];
}

/**
 * √relu(value − mean): what is above the picture's mean, with the contrast between strong and stronger taken back
 * by the root. Never changes which of two values above the mean is larger; a flat map becomes zeros.
 */
export function keepAboveMean(values: Float32Array): Float32Array {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]!;
  const mean = sum / values.length;
  const kept = new Float32Array(values.length);
  for (let index = 0; index < kept.length; index++)
    kept[index] = Math.sqrt(Math.max(values[index]! - mean, 0));
  return kept;
}
