import type { LayerInfo, Phase } from '../../../model/layers/layerGraph.ts';

/** The blocks of a network, in network order, under the phase in which each begins. */
export function blocksByPhase(
  layers: readonly LayerInfo[],
): readonly { readonly phase: Phase; readonly blocks: readonly number[] }[] {
  const phases = new Map<Phase, number[]>();
  const seen = new Set<number>();
  for (const { block, phase } of layers) {
    if (seen.has(block)) continue;
    seen.add(block);
    const blocks = phases.get(phase) ?? [];
    phases.set(phase, blocks);
    blocks.push(block);
  }
  return [...phases].map(([phase, blocks]) => ({ phase, blocks }));
}
