/** What is known of the deletion and insertion curves of a map: types and the names of what is compared. */
import type { FailureData } from '../../../lib/failure.ts';
import type { CurveKind } from '../../../measure/deletionInsertion.ts';
import type { StageSource } from '../view/view.ts';

/** The map itself, and the three that know nothing of the model. */
export type CurveSubject = 'map' | 'random' | 'centre' | 'edges';

/** The user's map first. */
export const curveSubjects: readonly CurveSubject[] = ['map', 'random', 'centre', 'edges'];

export const curveKinds: readonly CurveKind[] = ['deletion', 'insertion'];

/** A curve has one point more. Twice as many change its area by no more than 0.02. */
export const curveSteps = 32;

/** The probability of the explained class after each step; while it is measured, of the first steps. */
export type CurvePair = Readonly<Record<CurveKind, readonly number[]>>;

export type Curves = Readonly<Partial<Record<CurveSubject, CurvePair>>>;

export type CurvesStatus =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'computing';
      readonly source: StageSource;
      readonly fraction: number;
      readonly curves: Curves;
    }
  | { readonly phase: 'done'; readonly source: StageSource; readonly curves: Curves }
  | { readonly phase: 'failed'; readonly source: StageSource; readonly failure: FailureData };
