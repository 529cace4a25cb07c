import type { Fit } from '../../image/pixels.ts';

export interface ModelFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** The facts about a model that the program relies on; validated when read (`parseModelCard`). */
export interface ModelCard {
  readonly name: string;
  /** Short form for the top bar, e.g. "cats vs dogs". */
  readonly title: string;
  readonly licence: string;
  /** Class names by class index. A single output unit is binary: labels[1] is the positive class. */
  readonly labels: readonly string[];
  readonly output: 'sigmoid' | 'softmax' | 'logits';
  readonly input: {
    readonly width: number;
    readonly height: number;
    /** Range of the numbers the model's first layer expects. */
    readonly range: readonly [number, number];
    readonly fit: Fit;
    readonly resample: 'pillow-bilinear';
  };
  /** About how much memory a run takes, if its maker says: room is made for it while the weights are on their way. */
  readonly runBytes?: number | undefined;
  /** model.json first, then the weight shards. */
  readonly files: readonly ModelFile[];
}
