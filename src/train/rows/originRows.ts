import { joinRows, takeRows } from '../head/featureRows.ts';
import type { LabelledRows } from '../head/labelledRows.ts';

/**
 * Labelled pictures that know which photo each comes from. Copies of one photo (flipped, behind a crate, …) and near
 * duplicates have one origin: they weigh as one photo together and stay on one side of every split.
 */
export interface OriginRows extends LabelledRows {
  /** One name a picture; any text, equal for what is of one photo. */
  readonly origins: readonly string[];
}

/** All of them, one below the other. */
export function joinOriginRows(parts: readonly OriginRows[], dimension: number): OriginRows {
  return {
    features: joinRows(
      parts.map(({ features }) => features),
      dimension,
    ),
    classes: Uint8Array.from(parts.flatMap(({ classes }) => [...classes])),
    origins: parts.flatMap(({ origins }) => origins),
  };
}

/** The pictures of these numbers, in this order. */
export function takeOriginRows(all: OriginRows, rows: readonly number[]): OriginRows {
  return {
    features: takeRows(all.features, rows),
    classes: Uint8Array.from(rows, (row) => all.classes[row]!),
    origins: rows.map((row) => all.origins[row]!),
  };
}
