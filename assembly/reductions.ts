/**
 * From activations and gradients to maps. Tensors are [cells, channels]; A is the activation, g the gradient.
 * See docs/mathematics.md "Methods".
 */

/** Cells whose sums are collected in float32 before they go into the float64 total: keeps digits, costs little. */
const blockCells: i32 = 64;

/**
 * One pass over A and g: per channel Σ g and Σ [A > 0][g > 0] g, per cell Σ_k relu(g_k)·A_k.
 *
 * @param channels any number; what is left of groups of four goes one by one
 * @param blockSums scratch, float32[2 · channels]
 * @param sums float64[2 · channels], to be added to: Σ g, then the positive sections
 * @param layerMap float32[cells]
 */
export function reducePlain(
  activation: usize,
  gradient: usize,
  cells: i32,
  channels: i32,
  blockSums: usize,
  sums: usize,
  layerMap: usize,
): void {
  const bytes = (<usize>channels) << 2;
  const groups = bytes & ~15;
  const zero = f32x4.splat(0);
  for (let first = 0; first < cells; first += blockCells) {
    memory.fill(blockSums, 0, bytes << 1);
    for (let cell = first, end = min(first + blockCells, cells); cell < end; cell++) {
      let layer = zero;
      let at: usize = blockSums;
      for (const stop = blockSums + groups; at < stop; at += 16) {
        const a = v128.load(activation);
        const g = v128.load(gradient);
        const rising = v128.and(g, f32x4.gt(g, zero));
        const section = v128.and(rising, f32x4.gt(a, zero));
        v128.store(at, f32x4.add(v128.load(at), g));
        v128.store(at + bytes, f32x4.add(v128.load(at + bytes), section));
        layer = f32x4.add(layer, f32x4.mul(rising, a));
        activation += 16;
        gradient += 16;
      }
      let rest: f32 = 0;
      for (const stop = blockSums + bytes; at < stop; at += 4) {
        const a = load<f32>(activation);
        const g = load<f32>(gradient);
        store<f32>(at, load<f32>(at) + g);
        if (g > 0) {
          if (a > 0) store<f32>(at + bytes, load<f32>(at + bytes) + g);
          rest += g * a;
        }
        activation += 4;
        gradient += 4;
      }
      store<f32>(layerMap + ((<usize>cell) << 2), sumLanes(layer) + rest);
    }
    addBlock(blockSums, sums, channels << 1);
  }
}

/**
 * The same for a normalised layer and the convolution folded under it, in one pass. The layer itself is
 * s = scale·A + shift with the gradient ∂y/∂s. Of the convolution, per channel Σ [A > 0][g > 0] ∂y/∂s and per
 * cell Σ_k [g_k > 0] ∂y/∂s_k·(s_k − shift_k). Where s is too near to shift for the sign of A to be sure, A
 * counts as positive if s·sign > shift·sign, and the place is noted.
 *
 * @param channels a multiple of 4
 * @param form float32[3 · channels]: the sign of scale, shift, doubt
 * @param blockSums scratch, float32[3 · channels]
 * @param sums float64[3 · channels], to be added to: Σ g, the layer's positive sections, the convolution's
 * @param layerMap float32[2 · cells]: the layer's, then the convolution's
 * @param doubtful int32[cells · channels / 4]: indices in s of groups of four channels to look at again
 * @returns how many were noted
 */
export function reduceFolded(
  activation: usize,
  gradient: usize,
  cells: i32,
  channels: i32,
  form: usize,
  blockSums: usize,
  sums: usize,
  layerMap: usize,
  doubtful: usize,
): i32 {
  const bytes = (<usize>channels) << 2;
  const mapBytes = (<usize>cells) << 2;
  const zero = f32x4.splat(0);
  let noted = 0;
  let index = 0;
  for (let first = 0; first < cells; first += blockCells) {
    memory.fill(blockSums, 0, bytes * 3);
    for (let cell = first, end = min(first + blockCells, cells); cell < end; cell++) {
      let layer = zero;
      let foldedLayer = zero;
      for (let at: usize = 0; at < bytes; at += 16) {
        const a = v128.load(activation);
        const g = v128.load(gradient);
        const rising = v128.and(g, f32x4.gt(g, zero));
        const place = blockSums + at;
        v128.store(place, f32x4.add(v128.load(place), g));
        const section = v128.and(rising, f32x4.gt(a, zero));
        v128.store(place + bytes, f32x4.add(v128.load(place + bytes), section));
        layer = f32x4.add(layer, f32x4.mul(rising, a));

        const sign = v128.load(form + at);
        const above = f32x4.sub(a, v128.load(form + bytes + at));
        const rises = f32x4.gt(f32x4.mul(g, sign), zero);
        const foldedRising = v128.and(g, rises);
        const foldedSection = v128.and(foldedRising, f32x4.gt(f32x4.mul(above, sign), zero));
        const foldedPlace = place + (bytes << 1);
        v128.store(foldedPlace, f32x4.add(v128.load(foldedPlace), foldedSection));
        foldedLayer = f32x4.add(foldedLayer, f32x4.mul(foldedRising, above));
        const isNear = f32x4.lt(f32x4.abs(above), v128.load(form + (bytes << 1) + at));
        if (v128.any_true(v128.and(isNear, rises))) {
          store<i32>(doubtful + ((<usize>noted) << 2), index);
          noted++;
        }
        activation += 16;
        gradient += 16;
        index += 4;
      }
      const at = layerMap + ((<usize>cell) << 2);
      store<f32>(at, sumLanes(layer));
      store<f32>(at + mapBytes, sumLanes(foldedLayer));
    }
    addBlock(blockSums, sums, channels * 3);
  }
  return noted;
}

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

/**
 * Three weighted sums over the channels at once: per cell Σ_k w_k A_k.
 *
 * @param weights float32[3 · channels]
 * @param maps float32[3 · cells], map after map
 */
export function weighChannels(
  activation: usize,
  cells: i32,
  channels: i32,
  weights: usize,
  maps: usize,
): void {
  const bytes = (<usize>channels) << 2;
  const groups = bytes & ~15;
  const mapBytes = (<usize>cells) << 2;
  for (let cell = 0; cell < cells; cell++) {
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    let third = f32x4.splat(0);
    let place: usize = weights;
    for (const stop = weights + groups; place < stop; place += 16) {
      const a = v128.load(activation);
      first = f32x4.add(first, f32x4.mul(a, v128.load(place)));
      second = f32x4.add(second, f32x4.mul(a, v128.load(place + bytes)));
      third = f32x4.add(third, f32x4.mul(a, v128.load(place + (bytes << 1))));
      activation += 16;
    }
    // What is left of groups of four, one by one, in the first lane.
    for (const stop = weights + bytes; place < stop; place += 4) {
      const a = v128.load_zero<f32>(activation);
      first = f32x4.add(first, f32x4.mul(a, v128.load_zero<f32>(place)));
      second = f32x4.add(second, f32x4.mul(a, v128.load_zero<f32>(place + bytes)));
      third = f32x4.add(third, f32x4.mul(a, v128.load_zero<f32>(place + (bytes << 1))));
      activation += 4;
    }
    const at = maps + ((<usize>cell) << 2);
    store<f32>(at, sumLanes(first));
    store<f32>(at + mapBytes, sumLanes(second));
    store<f32>(at + (mapBytes << 1), sumLanes(third));
  }
}

function sumLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

/** Adds `count` float32 sums to their float64 totals. */
function addBlock(blockSums: usize, sums: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const total = sums + ((<usize>i) << 3);
    store<f64>(total, load<f64>(total) + <f64>load<f32>(blockSums + ((<usize>i) << 2)));
  }
}
