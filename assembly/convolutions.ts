/**
 * Pointwise convolutions, 1 × 1 with stride 1: for every cell the same product of a row of input channels with
 * a matrix of weights. tfjs' own loses about a third of its time to shuffling numbers within registers.
 */

/** Output channels made at once. A panel is their bias, then their weights for one input channel after another. */
const panelChannels: i32 = 8;
const panelRowBytes: usize = 32;

/** Cells made at once: with eight channels their sums fill half of the registers, and the rest is needed too. */
const tileCells: i32 = 4;

/** As much input as stays in the fastest cache beside a panel, while all panels go over it. */
const blockBytes: i32 = 32768;

/**
 * Lays weights out in panels for `convolvePointwise`. The last panel ends with the last channel, so that it
 * shares some with the one before where the channels are no multiple of eight.
 *
 * @param weights float32; that from input channel i to output channel o is number i·inputStep + o·outputStep
 * @param outputs how many output channels, 8 at least
 * @param bias float32[outputs], or 0 for none
 * @param panels float32[⌈outputs / 8⌉ · (1 + inputs) · 8]
 */
export function packPointwise(
  weights: usize,
  inputs: i32,
  outputs: i32,
  inputStep: i32,
  outputStep: i32,
  bias: usize,
  panels: usize,
): void {
  for (let first = 0; first < outputs; first += panelChannels) {
    const channel = min(first, outputs - panelChannels);
    for (let lane = 0; lane < panelChannels; lane++, panels += 4) {
      store<f32>(panels, bias ? load<f32>(bias + ((<usize>(channel + lane)) << 2)) : 0);
    }
    for (let input = 0; input < inputs; input++) {
      for (let lane = 0; lane < panelChannels; lane++, panels += 4) {
        const index = input * inputStep + (channel + lane) * outputStep;
        store<f32>(panels, load<f32>(weights + ((<usize>index) << 2)));
      }
    }
  }
}

/**
 * y = min(max(bias + Σ_i x_i·w_i, lowest), highest), summed in float32 in the order of the input channels: to
 * the last digit what tfjs computes.
 *
 * @param x float32[cells · inputs]
 * @param inputs 1 at least
 * @param panels from `packPointwise`
 * @param y float32[cells · outputs]
 */
export function convolvePointwise(
  x: usize,
  cells: i32,
  inputs: i32,
  panels: usize,
  outputs: i32,
  lowest: f32,
  highest: f32,
  y: usize,
): void {
  const low = f32x4.splat(lowest);
  const high = f32x4.splat(highest);
  const inputBytes = (<usize>inputs) << 2;
  const outputBytes = (<usize>outputs) << 2;
  const panelBytes = (<usize>inputs + 1) * panelRowBytes;
  const blockCells = max(tileCells, (blockBytes / (inputs << 2)) & ~(tileCells - 1));
  for (let block = 0; block < cells; block += blockCells) {
    const end = min(block + blockCells, cells);
    let panel = panels;
    for (let first = 0; first < outputs; first += panelChannels, panel += panelBytes) {
      const channel = min(first, outputs - panelChannels);
      let from = x + <usize>block * inputBytes;
      let to = y + <usize>block * outputBytes + ((<usize>channel) << 2);
      let left = end - block;
      for (; left >= tileCells; left -= tileCells) {
        // Two registers of sums for each of the four cells a, b, c and d.
        let a0 = v128.load(panel);
        let a1 = v128.load(panel, 16);
        let b0 = a0;
        let b1 = a1;
        let c0 = a0;
        let c1 = a1;
        let d0 = a0;
        let d1 = a1;
        let weights = panel + panelRowBytes;
        let a = from;
        let b = a + inputBytes;
        let c = b + inputBytes;
        let d = c + inputBytes;
        // Four input channels a turn. Each ends with a branch, because V8 moves all loads of a stretch without branches
        // to its start: those of one channel fit into the registers beside the sums, those of two do not.
        for (let depth = inputs; ; depth -= 4) {
          let w0 = v128.load(weights);
          let w1 = v128.load(weights, 16);
          let value = v128.load32_splat(a);
          a0 = plus(a0, value, w0);
          a1 = plus(a1, value, w1);
          value = v128.load32_splat(b);
          b0 = plus(b0, value, w0);
          b1 = plus(b1, value, w1);
          value = v128.load32_splat(c);
          c0 = plus(c0, value, w0);
          c1 = plus(c1, value, w1);
          value = v128.load32_splat(d);
          d0 = plus(d0, value, w0);
          d1 = plus(d1, value, w1);
          if (depth === 1) break;

          w0 = v128.load(weights, 32);
          w1 = v128.load(weights, 48);
          value = v128.load32_splat(a, 4);
          a0 = plus(a0, value, w0);
          a1 = plus(a1, value, w1);
          value = v128.load32_splat(b, 4);
          b0 = plus(b0, value, w0);
          b1 = plus(b1, value, w1);
          value = v128.load32_splat(c, 4);
          c0 = plus(c0, value, w0);
          c1 = plus(c1, value, w1);
          value = v128.load32_splat(d, 4);
          d0 = plus(d0, value, w0);
          d1 = plus(d1, value, w1);
          if (depth === 2) break;

          w0 = v128.load(weights, 64);
          w1 = v128.load(weights, 80);
          value = v128.load32_splat(a, 8);
          a0 = plus(a0, value, w0);
          a1 = plus(a1, value, w1);
          value = v128.load32_splat(b, 8);
          b0 = plus(b0, value, w0);
          b1 = plus(b1, value, w1);
          value = v128.load32_splat(c, 8);
          c0 = plus(c0, value, w0);
          c1 = plus(c1, value, w1);
          value = v128.load32_splat(d, 8);
          d0 = plus(d0, value, w0);
          d1 = plus(d1, value, w1);
          if (depth === 3) break;

          w0 = v128.load(weights, 96);
          w1 = v128.load(weights, 112);
          value = v128.load32_splat(a, 12);
          a0 = plus(a0, value, w0);
          a1 = plus(a1, value, w1);
          value = v128.load32_splat(b, 12);
          b0 = plus(b0, value, w0);
          b1 = plus(b1, value, w1);
          value = v128.load32_splat(c, 12);
          c0 = plus(c0, value, w0);
          c1 = plus(c1, value, w1);
          value = v128.load32_splat(d, 12);
          d0 = plus(d0, value, w0);
          d1 = plus(d1, value, w1);
          if (depth === 4) break;

          weights += 4 * panelRowBytes;
          a += 16;
          b += 16;
          c += 16;
          d += 16;
        }
        storeCell(to, a0, a1, low, high);
        storeCell(to + outputBytes, b0, b1, low, high);
        storeCell(to + outputBytes * 2, c0, c1, low, high);
        storeCell(to + outputBytes * 3, d0, d1, low, high);
        from += inputBytes * 4;
        to += outputBytes * 4;
      }
      for (; left > 0; left--, from += inputBytes, to += outputBytes) {
        convolveCell(from, inputs, panel, low, high, to);
      }
    }
  }
}

/** The eight channels of a panel for one cell. */
function convolveCell(x: usize, inputs: i32, panel: usize, low: v128, high: v128, y: usize): void {
  let sum0 = v128.load(panel);
  let sum1 = v128.load(panel, 16);
  for (let depth = 0; depth < inputs; depth++) {
    panel += panelRowBytes;
    const value = v128.load32_splat(x);
    sum0 = plus(sum0, value, v128.load(panel));
    sum1 = plus(sum1, value, v128.load(panel, 16));
    x += 4;
  }
  storeCell(y, sum0, sum1, low, high);
}

function plus(sum: v128, x: v128, weight: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, weight));
}

/** Eight channels of a cell, clamped. What is no number stays none. */
function storeCell(y: usize, sum0: v128, sum1: v128, low: v128, high: v128): void {
  v128.store(y, f32x4.pmin(f32x4.pmax(sum0, low), high));
  v128.store(y, f32x4.pmin(f32x4.pmax(sum1, low), high), 16);
}
