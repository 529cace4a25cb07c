import type { Pair } from '../network/operations.ts';

/**
 * One cell of a raw convolution, computed again in float64.
 *
 * Some kernels sum to zero (edge detectors). On a flat part of the picture such a convolution is zero but for
 * rounding, and its sign, which the positive sections ask for, is noise that differs between backends.
 * Two cases are told apart by computing the few doubtful cells again: a sum of nothing but zeros is zero and
 * not positive; a sum that cancels within the rounding of the float32 weights counts as positive
 * (docs/mathematics.md "Zero within rounding").
 */
export interface ConvolutionSource {
  /** The unscaled kernel: [fh, fw, in, out], or [fh, fw, channels, 1] when depthwise. */
  readonly kernel: Float32Array;
  /** What the layer adds to its convolution, per output channel; null for none. */
  readonly bias: Float32Array | null;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  /** Cells from one tap to the next, along rows and columns. */
  readonly dilations: Pair;
  readonly depthwise: boolean;
  readonly stride: number;
  /** Rows and columns of zeros before the input. */
  readonly paddingTop: number;
  readonly paddingLeft: number;
  /** Per output channel: how far rounding may move an output of the folded convolution. */
  readonly doubt: Float32Array;
  /** Per output channel: how far the rounding of the weights alone may move an output of the raw one. */
  readonly weightRounding: Float32Array;
}

export interface CellPosition {
  readonly row: number;
  readonly column: number;
  readonly channel: number;
}

/**
 * Σ kernel·input over the window of one output cell, and the bias, in float64.
 * @param input [h, w, inChannels], row-major
 * @param channels of the output
 */
export function convolveCell(
  source: ConvolutionSource,
  input: Float32Array,
  inputShape: { readonly height: number; readonly width: number; readonly channels: number },
  channels: number,
  { row, column, channel }: CellPosition,
): number {
  const { kernel, bias, kernelHeight, kernelWidth, dilations, depthwise, stride } = source;
  const inChannels = inputShape.channels;
  let sum = bias?.[channel] ?? 0;
  for (let kernelRow = 0; kernelRow < kernelHeight; kernelRow++) {
    const y = row * stride - source.paddingTop + kernelRow * dilations[0];
    if (y < 0 || y >= inputShape.height) continue;
    for (let kernelColumn = 0; kernelColumn < kernelWidth; kernelColumn++) {
      const x = column * stride - source.paddingLeft + kernelColumn * dilations[1];
      if (x < 0 || x >= inputShape.width) continue;
      const tap = kernelRow * kernelWidth + kernelColumn;
      const cell = (y * inputShape.width + x) * inChannels;
      if (depthwise) {
        sum += kernel[tap * inChannels + channel]! * input[cell + channel]!;
        continue;
      }
      for (let inChannel = 0; inChannel < inChannels; inChannel++) {
        sum += kernel[(tap * inChannels + inChannel) * channels + channel]! * input[cell + inChannel]!;
      }
    }
  }
  return sum;
}
