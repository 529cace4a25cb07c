/** What a layer does, from its Keras class. */
export type LayerKind =
  | 'rescaling'
  | 'padding'
  | 'convolution'
  | 'depthwise'
  | 'normalisation'
  | 'relu'
  | 'add'
  | 'other';

/** Which part of an inverted residual block a layer belongs to (MobileNetV2, arXiv 1801.04381 §3.3). */
export type BlockRole = 'expand' | 'depthwise' | 'project';

/** The three acts of the network, as the article tells them: docs/glossary.md "phase". */
export type Phase = 'contours' | 'concepts' | 'object';

/** What is known of a target layer (rank-4 output on which the score depends), in network order. */
export interface LayerInfo {
  /** Position among the target layers, from 0. */
  readonly index: number;
  /** The name its author gave it, e.g. `block_6_expand_relu`. */
  readonly name: string;
  /** Keras class name, e.g. `DepthwiseConv2D`. */
  readonly className: string;
  readonly kind: LayerKind;
  readonly role: BlockRole | null;
  /** Number of the residual block: 0 before the first, 1–16 in MobileNetV2, 17 for what follows the last. */
  readonly block: number;
  readonly phase: Phase;
  /** True for the layer whose output leaves its block (the Add, or the projection's BatchNorm). */
  readonly isBlockOutput: boolean;
  /** Size of the layer's output: h × w cells of c channels. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Where this layer's map starts in a run's concatenated maps, in floats. */
  readonly offset: number;
}
