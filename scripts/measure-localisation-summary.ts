/** What `npm run measure:localisation` makes of many photos: a table with intervals. */
import { bootstrapMean, type Estimate, wilsonShare } from '../src/measure/confidenceInterval.ts';
import type { Localisation } from '../src/measure/localisation.ts';
import type { ShownMap } from './measure-localisation-maps.ts';

/** What one way of showing got on one photo. */
export type PhotoRecord = Pick<ShownMap, 'group' | 'name' | 'isMain'> & { readonly measured: Localisation };

/** One line of the table. */
export interface LocalisationRow extends Pick<ShownMap, 'group' | 'name' | 'isMain'> {
  readonly energyInside: Estimate;
  readonly pointingGame: Estimate;
  readonly otsuOverlap: Estimate;
}

/** Same numbers in every run: the bootstrap's draws depend on it alone. */
const seed = 1;

/** The table of all photos' records: the best first, by the mean of the three measures. */
export function summarise(records: readonly PhotoRecord[]): LocalisationRow[] {
  const groups = new Map<string, PhotoRecord[]>();
  for (const record of records) {
    const key = `${record.group}\n${record.name}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(record);
  }
  return [...groups.values()].map(summariseRow).sort((a, b) => meanOfAll(b) - meanOfAll(a));
}

function summariseRow(records: readonly PhotoRecord[]): LocalisationRow {
  const { group, name, isMain } = records[0]!;
  const measured = records.map((record) => record.measured);
  const hits = measured.filter(({ peakInside }) => peakInside).length;
  // There is a record in every group, so each of the three has a mean.
  return {
    group,
    name,
    isMain,
    energyInside: bootstrapMean(
      measured.map(({ energyInside }) => energyInside),
      seed,
    )!,
    pointingGame: wilsonShare(hits, measured.length)!,
    otsuOverlap: bootstrapMean(
      measured.map(({ otsuOverlap }) => otsuOverlap),
      seed,
    )!,
  };
}

function meanOfAll({ energyInside, pointingGame, otsuOverlap }: LocalisationRow): number {
  return (energyInside.mean + pointingGame.mean + otsuOverlap.mean) / 3;
}
