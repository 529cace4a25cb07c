/** How the numbers that a trace holds relate to a layer's own activation and gradient. */
import type * as tf from '@tensorflow/tfjs';
import type { FoldedConvolution } from '../run/trace.ts';
import { convolveCell } from './exactConvolution.ts';

/** A view of a float32 tensor's numbers; only valid until the next tensor operation. */
export type ReadTensor = (tensor: tf.Tensor) => Float32Array;

/** See LayerTrace.folded. For a layer that is not folded, stored and own numbers are the same. */
export interface StoredForm {
  /** +1 or −1 per channel: the sign of the scale, which decides where g and A are positive. */
  readonly sign: Float32Array;
  /** The stored activation where A = 0, per channel. */
  readonly shift: Float32Array;
  /** Closer to `shift` than this, per channel, rounding hides the sign of A. */
  readonly doubt: Float32Array;
  /** Decides it then; `index` is that of the stored activation. */
  readonly isPositiveUpToRounding: (index: number) => boolean;
}

/** The form of a layer that is stored as it is. */
export function plainForm(channels: number): StoredForm {
  const zeros = new Float32Array(channels);
  return {
    sign: new Float32Array(channels).fill(1),
    shift: zeros,
    doubt: zeros,
    isPositiveUpToRounding: () => false,
  };
}

/**
 * The form of a convolution under a folded normalisation.
 * @param shape of the stored activation, [1, h, w, k]
 * @param read its view of the convolution's input must stay valid while the form is used
 */
export function foldedForm(
  { normalisation, source, input: inputTensor }: FoldedConvolution,
  [, , columns, channels]: readonly [number, number, number, number],
  read: ReadTensor,
): StoredForm {
  const input = read(inputTensor);
  const [, height, width, inChannels] = inputTensor.shape;
  const inputShape = { height, width, channels: inChannels };
  return {
    sign: normalisation.scale.map(Math.sign),
    shift: normalisation.shift,
    doubt: source.doubt,
    isPositiveUpToRounding: (index) => {
      const cell = Math.floor(index / channels);
      const position = { row: Math.floor(cell / columns), column: cell % columns, channel: index % channels };
      const value = convolveCell(source, input, inputShape, channels, position);
      return value !== 0 && value > -source.weightRounding[position.channel]!;
    },
  };
}
