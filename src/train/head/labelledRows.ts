import type { FeatureRows } from './featureRows.ts';

/** Pictures as the head of a network sees them, with what they show. */
export interface LabelledRows {
  readonly features: FeatureRows;
  /** Index of each picture's class. */
  readonly classes: Uint8Array;
}
