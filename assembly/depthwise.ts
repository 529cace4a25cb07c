/** Depthwise convolutions, 3 × 3 with stride 1, in a frame of zeros one cell wide ("same"). */

/**
 * y = min(max(bias + Σ x·w, lowest), highest), summed in float32 column by column of the filter: to the last
 * digit what tfjs computes. Four channels at a time go along a row with their nine weights in registers, and each
 * input cell is read once for the three output cells beside each other that want it.
 *
 * @param x float32[rows · columns · channels]
 * @param channels a multiple of 4
 * @param filter float32[9 · channels]
 * @param bias float32[channels], or 0 for none
 * @param y float32[rows · columns · channels]
 */
export function convolveDepthwise(
  x: usize,
  rows: i32,
  columns: i32,
  channels: i32,
  filter: usize,
  bias: usize,
  lowest: f32,
  highest: f32,
  y: usize,
): void {
  const low = f32x4.splat(lowest);
  const high = f32x4.splat(highest);
  const zero = f32x4.splat(0);
  const bytes = (<usize>channels) << 2;
  const rowBytes = <usize>columns * bytes;
  for (let row = 0; row < rows; row++, x += rowBytes, y += rowBytes) {
    // In place of a row outside the picture the middle one is read, with weights of zero.
    const above = row > 0 ? rowBytes : 0;
    const below = row + 1 < rows ? rowBytes : 0;
    for (let channel: usize = 0; channel < bytes; channel += 16) {
      // Three weights for each of the three rows a, b and c.
      let at = filter + channel;
      const a0 = above ? v128.load(at) : zero;
      at += bytes;
      const a1 = above ? v128.load(at) : zero;
      at += bytes;
      const a2 = above ? v128.load(at) : zero;
      at += bytes;
      const b0 = v128.load(at);
      at += bytes;
      const b1 = v128.load(at);
      at += bytes;
      const b2 = v128.load(at);
      at += bytes;
      const c0 = below ? v128.load(at) : zero;
      at += bytes;
      const c1 = below ? v128.load(at) : zero;
      at += bytes;
      const c2 = below ? v128.load(at) : zero;

      const start = bias ? v128.load(bias + channel) : zero;
      let b = x + channel;
      let a = b - above;
      let c = b + below;
      let to = y + channel;
      // What this input column gives to the output column at the same place, and to the next one.
      let value = v128.load(a);
      let same = plus(start, value, a1);
      let next = plus(start, value, a0);
      value = v128.load(b);
      same = plus(same, value, b1);
      next = plus(next, value, b0);
      value = v128.load(c);
      same = plus(same, value, c1);
      next = plus(next, value, c0);
      for (const last = to + rowBytes - bytes; to < last; to += bytes) {
        a += bytes;
        b += bytes;
        c += bytes;
        value = v128.load(a);
        let previous = plus(same, value, a2);
        same = plus(next, value, a1);
        next = plus(start, value, a0);
        value = v128.load(b);
        previous = plus(previous, value, b2);
        same = plus(same, value, b1);
        next = plus(next, value, b0);
        value = v128.load(c);
        previous = plus(previous, value, c2);
        same = plus(same, value, c1);
        next = plus(next, value, c0);
        v128.store(to, f32x4.pmin(f32x4.pmax(previous, low), high));
      }
      v128.store(to, f32x4.pmin(f32x4.pmax(same, low), high));
    }
  }
}

function plus(sum: v128, x: v128, weight: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, weight));
}
