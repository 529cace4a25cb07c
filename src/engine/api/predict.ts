/** What a model says of pictures: types only. */
import type { RgbPixels } from '../../image/pixels.ts';
import type { Lane } from '../../lib/lanes.ts';
import type { ModelId } from './models.ts';

/** What the model says of one picture. */
export interface Prediction {
  /** Pre-activation outputs: one number for a binary model (its z), else one per class. */
  readonly logits: readonly number[];
  /** One probability per label, in label order; sums to 1. */
  readonly probabilities: readonly number[];
  /** Index of the most probable label. */
  readonly classIndex: number;
}

export interface PredictParams {
  readonly model: ModelId;
  /** `interactive` when missing. Each picture waits for its own turn. */
  readonly lane?: Lane;
  /** Each of the size that the model's card says. */
  readonly inputs: readonly RgbPixels[];
}

export interface Predictions {
  /** One per input, in their order. */
  readonly predictions: readonly Prediction[];
  /** From the call's arrival in the engine to the last number read back. */
  readonly elapsedMs: number;
}
