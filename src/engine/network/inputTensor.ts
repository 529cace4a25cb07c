/** Pictures as the engine is given them and as the network reads them. */
import * as tf from '@tensorflow/tfjs';
import type { RgbPixels } from '../../image/pixels.ts';
import { Failure } from '../../lib/failure.ts';

/** RGB bytes as [1, h, w, 3] in the range that the model's first layer expects. */
export function toInputTensor(
  { width, height, data }: RgbPixels,
  [low, high]: readonly [number, number],
): tf.Tensor4D {
  const scale = (high - low) / 255;
  // Float32Array.from would ask an iterator for each byte, at fifty times the cost.
  const values = new Float32Array(data.length);
  for (let index = 0; index < data.length; index++) values[index] = low + data[index]! * scale;
  return tf.tensor4d(values, [1, height, width, 3]);
}

/** @throws Failure `internal` for a picture of another size, or with too few or too many bytes */
export function checkPixels(
  input: RgbPixels,
  expected: { readonly width: number; readonly height: number },
): void {
  const isRight =
    input.width === expected.width &&
    input.height === expected.height &&
    input.data.length === input.width * input.height * 3;
  if (!isRight) {
    throw new Failure('internal', `a picture of ${expected.width} × ${expected.height} is needed`);
  }
}
