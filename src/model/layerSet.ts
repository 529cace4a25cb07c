/** A named choice of layers: what the scrubber steps through and what the average is taken over. */
export type LayerSetId =
  | 'all'
  | 'convolutions'
  | 'expand'
  | 'depthwise'
  | 'project'
  | 'relu'
  | 'blockOutputs';
