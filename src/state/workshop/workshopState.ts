/** What the workshop knows: types only. */
import type { FailureData } from '../../lib/failure.ts';
import type { PairedAnswers } from '../../measure/classification/pairedAnswers.ts';
import type { RecipePicture, TrainingRecipe } from '../../model/version/recipe.ts';
import type { ModelVersion } from '../../model/version/version.ts';
import type { Bank } from '../../train/bank/bank.ts';
import type { FeatureRows } from '../../train/head/featureRows.ts';
import type { DoseFit } from '../../train/training/trainDoses.ts';
import type { HeldOutName } from '../../train/training/trainingPool.ts';

export interface WorkshopState {
  readonly bank: BankStatus;
  readonly settings: WorkshopSettings;
  /** The user's own, in the order in which they came. */
  readonly pictures: readonly WorkshopPicture[];
  readonly work: WorkshopWork;
  /** The dose curve as far as it is trained, for `doseLine`; empty before `trainSeries`. */
  readonly series: readonly DoseFit[];
  /** The shipped model first, then in the order in which they were made. */
  readonly versions: readonly VersionRow[];
  /** The version that the screen shows. */
  readonly selectedId: string;
}

/** `id` of the row that is the model as it ships. */
export const shippedId = 'shipped';

export type BankStatus =
  | { readonly phase: 'absent' }
  | { readonly phase: 'loading'; readonly loadedBytes: number }
  | { readonly phase: 'ready'; readonly bank: Bank }
  | { readonly phase: 'failed'; readonly failure: FailureData };

/** What the next training is made with. */
export type WorkshopSettings = Pick<
  TrainingRecipe,
  'base' | 'dose' | 'seed' | 'strength' | 'isBalanced' | 'penalty'
>;

/** A picture to train with, as it enters the head. */
export interface WorkshopPicture extends RecipePicture {
  readonly id: string;
  readonly name: string;
  /** What the network makes of it: one row. */
  readonly features: Float32Array;
  /** The last layer's cells, which a brush needs; null where nothing was painted. */
  readonly cells: FeatureRows | null;
}

export type WorkshopWork =
  | { readonly phase: 'idle' }
  | { readonly phase: 'training'; readonly progress: TrainingProgress }
  | { readonly phase: 'failed'; readonly failure: FailureData };

export interface TrainingProgress {
  /** Fits that are done, of so many. */
  readonly done: number;
  readonly total: number;
  /** Of the fit that runs: one number for each iteration, from the start on. */
  readonly losses: readonly number[];
  readonly heldOutAccuracies: readonly number[];
}

/** A version beside its answers on the pictures that were held out. */
export interface VersionRow {
  readonly version: ModelVersion;
  /** How many pictures of each set it was trained with; null for the shipped model. */
  readonly pictures: { readonly original: number; readonly supplement: number } | null;
  /** `id` of the row that the changes are counted against; null for the shipped model. */
  readonly comparedWith: string | null;
  readonly results: readonly HeldOutResult[];
}

export interface HeldOutResult {
  readonly name: HeldOutName;
  readonly total: number;
  readonly right: number;
  /** `called[a][b]`: pictures of class a that are called b. */
  readonly called: readonly (readonly number[])[];
  /** Picture by picture against `comparedWith`; null for the shipped model. */
  readonly change: PairedAnswers | null;
  /** False below 20 pictures of a class: "too few to tell". */
  readonly hasEnough: boolean;
}
