/** The mask and its tests in words. */
import type { Prediction } from '../../../engine/api.ts';
import type { Fill } from '../../../image/alter/fillPicture.ts';
import type { Part } from '../../../image/alter/replaceRegion.ts';
import type { HotRegion } from '../../../state/explain/maps/hotRegions.ts';
import type { MaskOutside, MaskShape, MaskSource } from '../../../state/explain/view/maskView.ts';
import { formatPercent, formatProbability } from '../../words/format.ts';

export const shapeTitles: Readonly<Record<MaskShape, string>> = {
  heat: 'Heat map',
  cutout: 'Cut-out',
  contours: 'Outline',
  box: 'Box',
};

export const outsideTitles: Readonly<Record<MaskOutside, string>> = {
  dim: 'Dimmed',
  transparent: 'Transparent',
};

export const maskSourceTitles: Readonly<Record<MaskSource, string>> = {
  average: 'All layers',
  layer: 'This layer',
};

export const fillTitles: Readonly<Record<Fill, string>> = {
  blur: 'Blur',
  mean: 'Mean colour',
  noise: 'Noise',
};

const shapeLeads: Readonly<Record<Exclude<MaskShape, 'heat'>, string>> = {
  cutout: 'Cut-out of',
  contours: 'Outline of',
  box: 'Box around the largest part of',
};

/** "hot region", or what a hand made of it. */
function nameOf({ strokes }: Pick<HotRegion, 'strokes'>): string {
  return strokes.length > 0 ? 'painted region' : 'hot region';
}

/** Under a stage that shows the region, e.g. "Cut-out of the hot region: 23 % of the picture, map ≥ 0.43." */
export function maskCaption(shows: MaskShape, region: HotRegion): string {
  if (shows === 'heat') return '';
  if (region.share === 0) return 'The region is empty: lower the threshold or paint.';
  const share = `${formatPercent(region.share)} of the picture`;
  const how = region.strokes.length > 0 ? 'with your strokes' : `map ≥ ${region.threshold.toFixed(2)}`;
  return `${shapeLeads[shows]} the ${nameOf(region)}: ${share}, ${how}.`;
}

/** The most probable class with its probability, e.g. "99.3 % cat". */
export function topClass({ classIndex, probabilities }: Prediction, labels: readonly string[]): string {
  return `${formatProbability(probabilities[classIndex] ?? Number.NaN)} ${labels[classIndex] ?? ''}`;
}

export interface TestAnswer {
  readonly part: Part;
  readonly region: Pick<HotRegion, 'strokes'>;
  readonly before: Prediction;
  readonly after: Prediction;
}

/** E.g. "Without the hot region: 71.0 % dog. It was 99.3 % cat." */
export function testSentence({ part, region, before, after }: TestAnswer, labels: readonly string[]): string {
  const lead = part === 'hide' ? `Without the ${nameOf(region)}` : `The ${nameOf(region)} alone`;
  return `${lead}: ${topClass(after, labels)}. It was ${topClass(before, labels)}.`;
}
