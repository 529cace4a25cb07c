import type { LayerInfo, Phase } from '../../../model/layers/layerGraph.ts';

/** A stretch of the scrubber, as shares of its length in [0, 1]. */
export interface Band {
  readonly phase: Phase;
  readonly start: number;
  readonly end: number;
  /** First and last numbered block in the band; null where none has a number. */
  readonly firstBlock: number | null;
  readonly lastBlock: number | null;
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
      ...blockSpan(layers.slice(start, index + 1)),
    });
    start = index + 1;
  });
  return { bands, blockStarts };
}

/** What stands before the first residual block and after the last has no number in the papers. */
function blockSpan(layers: readonly LayerInfo[]): Pick<Band, 'firstBlock' | 'lastBlock'> {
  const numbered = layers.filter(({ block, role }) => block > 0 && role !== null);
  return { firstBlock: numbered[0]?.block ?? null, lastBlock: numbered.at(-1)?.block ?? null };
}
