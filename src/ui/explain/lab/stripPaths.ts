/** The strip's drawing as SVG paths: layer i stands at x = i; y runs from 0 at the top to 1 at the bottom. */
import type { LayerInfo } from '../../../model/layers/layerGraph.ts';
import { layerTitle } from '../../../model/layers/layerTitle.ts';
import { formatPercent, formatProbability } from '../../words/format.ts';

const BAR_HALF = 0.4;

/** A bar for each share; the largest one fills the height. Nothing where all are zero. */
export function barsPath(shares: ArrayLike<number>): string {
  const all = Array.from(shares);
  const largest = Math.max(0, ...all);
  if (largest === 0) return '';
  return all
    .map((share, index) => {
      const top = round(1 - share / largest);
      return share > 0 ? `M${round(index - BAR_HALF)} 1V${top}H${round(index + BAR_HALF)}V1z` : '';
    })
    .join('');
}

/** A line through values in [0, 1]; it is broken where a layer has none (NaN). */
export function curvePath(values: ArrayLike<number>): string {
  let pen = 'M';
  return Array.from(values, (value, index) => {
    if (Number.isNaN(value)) {
      pen = 'M';
      return '';
    }
    const point = `${pen}${index} ${round(1 - value)}`;
    pen = 'L';
    return point;
  }).join('');
}

/**
 * The strip in words: which layer has the largest share, and whose evidence lies in `place` (“the box”) most.
 */
export function stripWords(
  layers: readonly LayerInfo[],
  shares: ArrayLike<number> | null,
  energies: ArrayLike<number> | null,
  place: string,
): string {
  const largest = shares && positionOfLargest(shares);
  const best = energies && positionOfLargest(energies);
  const nameAt = (position: number) => {
    const layer = layers[position];
    return layer === undefined ? '' : `layer ${position + 1}, ${layerTitle(layer)}`;
  };
  const sentences = [
    largest == null
      ? 'No shares of a fused map.'
      : `Each layer’s share of the fused map: largest for ${nameAt(largest)}, ${formatProbability(shares?.[largest] ?? 0)}.`,
    best == null
      ? ''
      : `Energy in ${place}: highest for ${nameAt(best)}, ${formatPercent(energies?.[best] ?? 0)}.`,
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function positionOfLargest(values: ArrayLike<number>): number | null {
  let best: number | null = null;
  for (let position = 0; position < values.length; position++) {
    const value = values[position]!;
    if (value > (best === null ? 0 : values[best]!)) best = position;
  }
  return best;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
