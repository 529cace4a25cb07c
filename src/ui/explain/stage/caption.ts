import { capitalise } from '../../../lib/capitalise.ts';
import { layerTitle } from '../../../model/layers/layerTitle.ts';
import type { DisplayMap } from '../../../state/explain/maps/displayMap.ts';
import type { StageSource } from '../../../state/explain/view/view.ts';
import { formatCount, formatPercent, formatSize } from '../../words/format.ts';
import { fusionRules } from '../../words/words.ts';

/** Where a layer stands in the set that is stepped through. */
export interface Place {
  readonly position: number;
  readonly count: number;
}

/**
 * What is said under a stage: "Layer 58 of 155: block 6, expand (ReLU), 28 × 28 cells. 41 % of the
 * evidence is positive." or "Mean of 155 layers, 3 of them empty.".
 */
export function stageCaption(map: DisplayMap | null, source: StageSource, place: Place): string {
  if (map === null) return '';
  if (map.averaged !== null) {
    const { rule, layers, empty } = map.averaged;
    const ofThem = empty > 0 ? `, ${empty} of them empty` : '';
    return `${fusionRules[rule]} of ${formatCount(layers, 'layer')}${ofThem}.`;
  }
  if (map.layer === null) return '';
  const name = layerTitle(map.layer);
  const cells = `${formatSize(map.layer.width, map.layer.height)} cells`;
  const lead =
    source === 'layer' ? `Layer ${place.position + 1} of ${place.count}: ${name}` : capitalise(name);
  const share =
    map.positiveShare === null ? '' : ` ${formatPercent(map.positiveShare)} of the evidence is positive.`;
  return `${lead}, ${cells}.${share}`;
}
