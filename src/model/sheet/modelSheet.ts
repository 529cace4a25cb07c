import type { Fit } from '../../image/pixels.ts';
import type { InputRange } from './inputRange.ts';

/** Where a guess comes from. The page turns it into words beside the field. */
export type EvidenceKind =
  /** Teachable Machine's or the author's own metadata say so. */
  | 'metadata'
  /** The network's first layers compute it. */
  | 'firstLayers'
  /** The first normalisation's statistics fit what photos give in this range. */
  | 'statistics'
  /** The network it was built on is known by its name. */
  | 'baseName'
  /** A list of names among the dropped files has as many entries as the network has outputs. */
  | 'labelFile'
  /** As many outputs as ImageNet has classes. */
  | 'imageNet'
  /** The network's last layer is of this kind. */
  | 'lastLayer'
  /** What the program that exports this format usually does. */
  | 'format'
  /** Nothing speaks for it but custom. */
  | 'custom';

export interface Evidence {
  readonly kind: EvidenceKind;
  /** A name from the model: a layer, a file, a base network; or empty. */
  readonly detail: string;
}

export interface Guess<Value> {
  readonly value: Value;
  readonly evidence: Evidence;
  /** Where it is not, the person is asked. */
  readonly isSure: boolean;
}

/**
 * What the outputs mean. `softmax`: one of N. `sigmoid`: one number, N = 2 names. `sigmoids`: N independent answers.
 * `values`: N numbers that are not squeezed (logits, or probabilities that some other step made).
 */
export type OutputKind = 'softmax' | 'sigmoid' | 'sigmoids' | 'values';

export type SheetFit = Fit | 'letterbox';
export type SheetResample = 'pillow-bilinear' | 'tensorflow-bilinear' | 'nearest';

/** What the outputs and layers take, before the first run. */
export interface Estimate {
  readonly parameters: number;
  readonly weightBytes: number;
  /** All layers' outputs together, as float32. */
  readonly activationBytes: number;
  /** Weights three times, outputs 1.2 times: what a run with all maps was measured to hold. */
  readonly peakBytes: number;
}

/** All that has to be known of a model before it can be asked about a picture. */
export interface ModelSheet {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Whether the width and height may be changed: the network leaves them open. */
  readonly openSize: boolean;
  /** 1 is grey (BT.601 luma of the picture), 3 is red, green, blue. */
  readonly channels: 1 | 3;
  readonly labels: Guess<readonly string[]>;
  readonly range: Guess<InputRange>;
  readonly fit: Guess<SheetFit>;
  readonly resample: Guess<SheetResample>;
  readonly output: Guess<OutputKind>;
  readonly outputName: string;
  readonly outputs: readonly string[];
  readonly estimate: Estimate;
}
