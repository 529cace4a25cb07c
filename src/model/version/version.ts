import type { Head } from './head.ts';
import type { TrainingRecipe } from './recipe.ts';

/** A model that differs from the shipped one by its head alone. What lies below is the same in all versions. */
export interface ModelVersion {
  /** Names it among the versions of a visit, and in links. */
  readonly id: string;
  /** As the user calls it. */
  readonly name: string;
  /** `id` of the version it was made from; null for the shipped model. */
  readonly parent: string | null;
  /** Null for the shipped model, and for one that came as files. */
  readonly recipe: TrainingRecipe | null;
  readonly head: Head;
  /** What logits are divided by before they become probabilities; 1 where nothing was calibrated. */
  readonly temperature: number;
  /** `hashWeights` of head and temperature: equal for equal answers. */
  readonly weightsHash: string;
}
