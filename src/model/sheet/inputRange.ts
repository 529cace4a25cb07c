/** The ways in which networks want their pixels: value = byte · scale + offset, for each channel. */

export type InputRange = 'symmetric' | 'unit' | 'bytes' | 'caffe' | 'imageNet';

export interface Normalisation {
  /** For the channels in the order in which the network reads them. */
  readonly scale: readonly [number, number, number];
  readonly offset: readonly [number, number, number];
  /** Whether blue stands first. */
  readonly isBgr: boolean;
}

const same = (value: number): readonly [number, number, number] => [value, value, value];

/** Means and deviations of ImageNet's training pictures, as torchvision documents them. */
const mean = [0.485, 0.456, 0.406] as const;
const deviation = [0.229, 0.224, 0.225] as const;

/**
 * `symmetric` is [−1, 1], `unit` [0, 1], `bytes` [0, 255]; `caffe` is blue, green, red minus ImageNet's means;
 * `imageNet` is (x − mean) / deviation of [0, 1].
 */
export const normalisations: Readonly<Record<InputRange, Normalisation>> = {
  symmetric: { scale: same(1 / 127.5), offset: same(-1), isBgr: false },
  unit: { scale: same(1 / 255), offset: same(0), isBgr: false },
  bytes: { scale: same(1), offset: same(0), isBgr: false },
  caffe: { scale: same(1), offset: [-103.939, -116.779, -123.68], isBgr: true },
  imageNet: {
    scale: [1 / (255 * deviation[0]), 1 / (255 * deviation[1]), 1 / (255 * deviation[2])],
    offset: [-mean[0] / deviation[0], -mean[1] / deviation[1], -mean[2] / deviation[2]],
    isBgr: false,
  },
};

/** Ranges that a network of so many channels can want: the last two speak of colours. */
export function rangesFor(channels: 1 | 3): readonly InputRange[] {
  return channels === 1
    ? ['symmetric', 'unit', 'bytes']
    : ['symmetric', 'unit', 'bytes', 'caffe', 'imageNet'];
}

/**
 * A picture as a network reads it: row-major, channels last.
 *
 * @param data RGB bytes, three for each pixel
 * @param channels 1 takes the luma of BT.601: 0.299 R + 0.587 G + 0.114 B
 */
export function normalisePicture(data: Uint8Array, range: InputRange, channels: 1 | 3): Float32Array {
  const { scale, offset, isBgr } = normalisations[range];
  const pixels = data.length / 3;
  const values = new Float32Array(pixels * channels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = pixel * 3;
    if (channels === 1) {
      const luma = 0.299 * data[from]! + 0.587 * data[from + 1]! + 0.114 * data[from + 2]!;
      values[pixel] = luma * scale[0] + offset[0];
      continue;
    }
    for (let channel = 0; channel < 3; channel++) {
      values[from + channel] =
        data[from + (isBgr ? 2 - channel : channel)]! * scale[channel]! + offset[channel]!;
    }
  }
  return values;
}
