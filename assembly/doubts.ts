/** Signs that hide in rounding: docs/mathematics.md "Zero within rounding". Tensors are [cells, channels]. */

/**
 * Looks again at the places that `reduceFolded` noted under a depthwise convolution: computes each one's A in
 * float64 and corrects the sums. Zero (nothing but zeros went in) is not positive; what cancels within the
 * rounding of the weights is. docs/mathematics.md "Zero within rounding".
 *
 * @param form float32[4 · channels]: as above, then how far rounding of the weights may move A
 * @param sums as above
 * @param kernel float32[kernelRows · kernelColumns · channels], unscaled
 * @param input float32[inputRows · inputColumns · channels], what the convolution read
 * @param top rows of padding before the input; `left` likewise
 */
export function settleDepthwise(
  doubtful: usize,
  noted: i32,
  activation: usize,
  gradient: usize,
  channels: i32,
  columns: i32,
  form: usize,
  sums: usize,
  kernel: usize,
  kernelRows: i32,
  kernelColumns: i32,
  input: usize,
  inputRows: i32,
  inputColumns: i32,
  stride: i32,
  top: i32,
  left: i32,
): void {
  const bytes = (<usize>channels) << 2;
  let row = 0;
  let column = -1;
  /** Where the cell's channels end in s. */
  let end = 0;
  // The window, cut off where it lies in the padding: its first cell, the bytes to the end of its lines and
  // of each line, and the weight of that cell.
  let topLeft: usize = 0;
  let lines: usize = 0;
  let length: usize = 0;
  let firstWeight: usize = 0;
  const inputBytes = <usize>inputColumns * bytes;
  for (let i = 0; i < noted; i++) {
    const first = load<i32>(doubtful + ((<usize>i) << 2));
    if (first >= end) {
      // Places come in order, so that the next cell is found without dividing.
      for (; first >= end; end += channels) {
        if (++column < columns) continue;
        column = 0;
        row++;
      }
      const topRow = row * stride - top;
      const leftColumn = column * stride - left;
      const firstY = max(0, -topRow);
      const firstX = max(0, -leftColumn);
      topLeft = input + <usize>((topRow + firstY) * inputColumns + leftColumn + firstX) * bytes;
      lines = <usize>(min(kernelRows, inputRows - topRow) - firstY) * inputBytes;
      length = <usize>(min(kernelColumns, inputColumns - leftColumn) - firstX) * bytes;
      firstWeight = kernel + <usize>(firstY * kernelColumns + firstX) * bytes;
    }
    const channel = (<usize>(first + channels - end)) << 2;
    const place = form + channel;
    const sign = v128.load(place);
    const above = f32x4.sub(v128.load(activation + ((<usize>first) << 2)), v128.load(place + bytes));
    const slope = v128.load(gradient + ((<usize>first) << 2));
    const rises = f32x4.gt(f32x4.mul(slope, sign), f32x4.splat(0));
    const inDoubt = v128.and(rises, f32x4.lt(f32x4.abs(above), v128.load(place + (bytes << 1))));
    const assumed = f32x4.gt(f32x4.mul(above, sign), f32x4.splat(0));

    // Mostly nothing but zeros went in, and the sum was held for what it is.
    let bits = assumed;
    for (let line = topLeft + channel, stop = line + lines; line < stop; line += inputBytes) {
      for (let at = line, end = line + length; at < end; at += bytes) bits = v128.or(bits, v128.load(at));
    }
    if (!v128.any_true(v128.and(bits, inDoubt))) continue;

    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    let weights = firstWeight + channel;
    for (let line = topLeft + channel, stop = line + lines; line < stop; line += inputBytes) {
      let weightAt = weights;
      for (let at = line, end = line + length; at < end; at += bytes, weightAt += bytes) {
        const weight = v128.load(weightAt);
        const read = v128.load(at);
        low = f64x2.add(low, f64x2.mul(f64x2.promote_low_f32x4(weight), f64x2.promote_low_f32x4(read)));
        high = f64x2.add(high, f64x2.mul(promoteHigh(weight), promoteHigh(read)));
      }
      weights += <usize>kernelColumns * bytes;
    }
    const sum = sums + ((<usize>channels) << 4) + (channel << 1);
    settle(f64x2.extract_lane(low, 0), activation, gradient, first, 0, place, bytes, sum);
    settle(f64x2.extract_lane(low, 1), activation, gradient, first, 1, place, bytes, sum);
    settle(f64x2.extract_lane(high, 0), activation, gradient, first, 2, place, bytes, sum);
    settle(f64x2.extract_lane(high, 1), activation, gradient, first, 3, place, bytes, sum);
  }
}

/** Corrects the sum of one channel of a group, if its sign was in doubt and taken wrongly. */
function settle(
  value: f64,
  activation: usize,
  gradient: usize,
  first: i32,
  lane: i32,
  form: usize,
  bytes: usize,
  sums: usize,
): void {
  const index = (<usize>(first + lane)) << 2;
  const place = form + ((<usize>lane) << 2);
  const sign = load<f32>(place);
  const slope = load<f32>(gradient + index);
  const above = load<f32>(activation + index) - load<f32>(place + bytes);
  if (slope * sign <= 0 || !(abs(above) < load<f32>(place + (bytes << 1)))) return;
  const isPositive = value !== 0 && value > -(<f64>load<f32>(place + bytes * 3));
  if (isPositive === above * sign > 0) return;
  const sum = sums + ((<usize>lane) << 3);
  store<f64>(sum, load<f64>(sum) + <f64>(isPositive ? slope : -slope));
}

/** The upper two numbers of four, in float64. */
function promoteHigh(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3));
}
