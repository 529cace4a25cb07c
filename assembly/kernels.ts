/**
 * What tfjs has no fast operation for, in WebAssembly SIMD, on tfjs' own memory: the reductions from
 * activations and gradients to maps, and the mask of a ReLU.
 * AssemblyScript; compiled by scripts/compile-kernels.mjs into src/engine/wasmKernelsBinary.ts.
 *
 * All pointers are byte offsets. Tensors are float32, row-major [cells, channels]; `channels` is a multiple
 * of 4. A is the activation, g the gradient. See docs/mathematics.md "Methods".
 */

/** Cells whose sums are collected in float32 before they go into the float64 total: keeps digits, costs little. */
const blockCells: i32 = 64;

/**
 * One pass over A and g: per channel Σ g and Σ [A > 0][g > 0] g, per cell Σ_k relu(g_k)·A_k.
 *
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
  const zero = f32x4.splat(0);
  for (let first = 0; first < cells; first += blockCells) {
    memory.fill(blockSums, 0, bytes << 1);
    for (let cell = first, end = min(first + blockCells, cells); cell < end; cell++) {
      let layer = zero;
      for (let at: usize = blockSums, stop = blockSums + bytes; at < stop; at += 16) {
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
      store<f32>(layerMap + ((<usize>cell) << 2), sumLanes(layer));
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
  for (let i = 0; i < noted; i++) {
    const first = load<i32>(doubtful + ((<usize>i) << 2));
    const cell = first / channels;
    const row = cell / columns;
    const column = cell - row * columns;
    for (let lane = 0; lane < 4; lane++) {
      const index = (<usize>(first + lane)) << 2;
      const channel = (<usize>(first - cell * channels + lane)) << 2;
      const sign = load<f32>(form + channel);
      const slope = load<f32>(gradient + index);
      const above = load<f32>(activation + index) - load<f32>(form + channel + bytes);
      if (slope * sign <= 0 || !(abs(above) < load<f32>(form + channel + (bytes << 1)))) continue;
      let value: f64 = 0;
      for (let y = 0; y < kernelRows; y++) {
        const inputRow = row * stride - top + y;
        if (inputRow < 0 || inputRow >= inputRows) continue;
        for (let x = 0; x < kernelColumns; x++) {
          const inputColumn = column * stride - left + x;
          if (inputColumn < 0 || inputColumn >= inputColumns) continue;
          const weight = load<f32>(kernel + <usize>(y * kernelColumns + x) * bytes + channel);
          const read = load<f32>(input + <usize>(inputRow * inputColumns + inputColumn) * bytes + channel);
          value += <f64>weight * <f64>read;
        }
      }
      const isPositive = value !== 0 && value > -(<f64>load<f32>(form + channel + bytes * 3));
      if (isPositive === above * sign > 0) continue;
      const sum = sums + ((<usize>channels) << 4) + (channel << 1);
      store<f64>(sum, load<f64>(sum) + <f64>(isPositive ? slope : -slope));
    }
  }
}

/**
 * The gradient of y = min(max(x, 0), limit): dy where 0 < y < limit, else 0.
 *
 * @param count how many numbers, any
 * @param result may be `gradient` itself
 */
export function maskGradient(gradient: usize, output: usize, count: i32, limit: f32, result: usize): void {
  const zero = f32x4.splat(0);
  const limits = f32x4.splat(limit);
  let done = 0;
  for (; done + 4 <= count; done += 4) {
    const y = v128.load(output);
    const passes = v128.and(f32x4.gt(y, zero), f32x4.lt(y, limits));
    v128.store(result, v128.and(v128.load(gradient), passes));
    gradient += 16;
    output += 16;
    result += 16;
  }
  for (; done < count; done++) {
    const y = load<f32>(output);
    store<f32>(result, y > 0 && y < limit ? load<f32>(gradient) : 0);
    gradient += 4;
    output += 4;
    result += 4;
  }
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
  const mapBytes = (<usize>cells) << 2;
  for (let cell = 0; cell < cells; cell++) {
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    let third = f32x4.splat(0);
    for (let at: usize = weights, stop = weights + bytes; at < stop; at += 16) {
      const a = v128.load(activation);
      first = f32x4.add(first, f32x4.mul(a, v128.load(at)));
      second = f32x4.add(second, f32x4.mul(a, v128.load(at + bytes)));
      third = f32x4.add(third, f32x4.mul(a, v128.load(at + (bytes << 1))));
      activation += 16;
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
