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
