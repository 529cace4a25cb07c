import type { LayerInfo, Phase } from '../../model/layerGraph.ts';

/** A stretch of the scrubber, as shares of its length in [0, 1]. */
export interface Band {
  readonly phase: Phase;
  readonly start: number;
  readonly end: number;
  /** First and last block number in the band. */
  readonly firstBlock: number;
  readonly lastBlock: number;
}

export interface Timeline {
  readonly bands: readonly Band[];
  /** Where a new block begins, without the first; shares of the length. */
  readonly blockStarts: readonly number[];
}

/**
 * Where phases and blocks lie on a scrubber through `layers`. Layer i stands at i / (n − 1); borders lie
 * half way between two layers. One layer alone fills the scrubber; no layers give an empty timeline.
 */
export function timelineOf(layers: readonly LayerInfo[]): Timeline {
  const last = layers.length - 1;
  const border = (index: number) => (index === 0 ? 0 : index > last ? 1 : (index - 0.5) / last);
  const bands: Band[] = [];
  const blockStarts: number[] = [];
  let start = 0;
  layers.forEach((layer, index) => {
    const next = layers[index + 1];
    if (next !== undefined && next.block !== layer.block) blockStarts.push(border(index + 1));
    if (next !== undefined && next.phase === layer.phase) return;
    bands.push({
      phase: layer.phase,
      start: border(start),
      end: border(index + 1),
      firstBlock: layers[start]?.block ?? layer.block,
      lastBlock: layer.block,
    });
    start = index + 1;
  });
  return { bands, blockStarts };
}
