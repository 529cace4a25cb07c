/** How the network ends. */
export interface HeadInfo {
  /** Index of the last target layer, whose cells are pooled for the features. */
  readonly layer: number;
  /** Length of the pooled features: channels of that layer. */
  readonly features: number;
  /** True where the logits are a dense layer of exactly these features, so that evidence adds up to them. */
  readonly isPooledDense: boolean;
}
