/**
 * A dense layer: what turns pooled features into an answer. One unit is a binary head (a logit for class 1, through a
 * sigmoid); N ≥ 2 units are N logits through a softmax.
 */
export interface Head {
  readonly units: number;
  readonly dimension: number;
  /** units × dimension, row by row: the weights of unit u start at u · dimension. */
  readonly kernel: Float64Array;
  /** One for each unit. */
  readonly bias: Float64Array;
}
