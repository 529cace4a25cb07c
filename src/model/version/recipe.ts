/** How a version was made: with the same pictures it makes the same weights, to 1e-9, on every machine. */
export interface TrainingRecipe {
  /** Of the model whose features are trained on: `ModelInfo.hash`. */
  readonly modelHash: string;
  /** `Bank.hash`; null where only the user's pictures were used. */
  readonly bankHash: string | null;
  /** What weights are drawn towards: 0 ("from scratch"), or the shipped head ("improve this model"). */
  readonly base: 'zero' | 'shipped';
  /** Share of the supplement, 0–1. */
  readonly dose: number;
  /** Of the supplement's draw, and of what is held out of the user's pictures. */
  readonly seed: number;
  /** μ > 0, how strongly weights are drawn to the base. */
  readonly strength: number;
  /** Whether each class counts the same, whatever the number of its photos. */
  readonly isBalanced: boolean;
  /** Whether a temperature was fitted to the held-out pictures afterwards. */
  readonly isCalibrated: boolean;
  /** The user's own, in their order. */
  readonly pictures: readonly RecipePicture[];
  /** "Don't look here"; null without. */
  readonly penalty: RecipePenalty | null;
}

export interface RecipePicture {
  /** SHA-256 of the file, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly classIndex: number;
  readonly set: 'original' | 'supplement';
  /** What was done to it before it was shown to the network, in order; empty for the photo as it is. */
  readonly alterations: readonly string[];
}

export interface RecipePenalty {
  /** Its evidence is penalised, or other answers than its twin's. */
  readonly kind: 'evidence' | 'twins';
  readonly penalised: 'any' | 'wrongClass';
  /** λ ≥ 0. */
  readonly strength: number;
  /** The painted pictures; without any, the crate cells or the twins of the bank. */
  readonly painted: readonly PaintedPicture[];
}

export interface PaintedPicture {
  readonly sha256: string;
  readonly classIndex: number;
  /** Share of each cell of the last layer that was painted, 0–1, row by row. */
  readonly shares: readonly number[];
}
