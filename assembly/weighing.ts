/**
 * Weighted sums over the channels: per cell Σ_k w_k A_k, the maps of methods with one weight per channel. Where
 * registers suffice, two cells at a time: they share the weights, and an addition need not wait for the one before.
 */
import { sumLanes } from './sums';

/**
 * Two sums at once.
 *
 * @param channels any number; what is left of groups of four goes one by one
 * @param weights float32[2 · channels]
 * @param maps float32[2 · cells], map after map
 */
export function weighPlain(activation: usize, cells: i32, channels: i32, weights: usize, maps: usize): void {
  const bytes = (<usize>channels) << 2;
  const groups = bytes & ~15;
  const mapBytes = (<usize>cells) << 2;
  for (let cell = 0; cell < cells; cell += 2) {
    // A last cell without a neighbour is its own.
    const hasOther = cell + 1 < cells;
    const other = hasOther ? activation + bytes : activation;
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    let otherFirst = f32x4.splat(0);
    let otherSecond = f32x4.splat(0);
    let at: usize = 0;
    for (; at < groups; at += 16) {
      const a = v128.load(activation + at);
      const b = v128.load(other + at);
      const firstWeights = v128.load(weights + at);
      const secondWeights = v128.load(weights + bytes + at);
      first = f32x4.add(first, f32x4.mul(a, firstWeights));
      second = f32x4.add(second, f32x4.mul(a, secondWeights));
      otherFirst = f32x4.add(otherFirst, f32x4.mul(b, firstWeights));
      otherSecond = f32x4.add(otherSecond, f32x4.mul(b, secondWeights));
    }
    // What is left of groups of four, in the first lane.
    for (; at < bytes; at += 4) {
      const a = v128.load_zero<f32>(activation + at);
      const b = v128.load_zero<f32>(other + at);
      const firstWeight = v128.load_zero<f32>(weights + at);
      const secondWeight = v128.load_zero<f32>(weights + bytes + at);
      first = f32x4.add(first, f32x4.mul(a, firstWeight));
      second = f32x4.add(second, f32x4.mul(a, secondWeight));
      otherFirst = f32x4.add(otherFirst, f32x4.mul(b, firstWeight));
      otherSecond = f32x4.add(otherSecond, f32x4.mul(b, secondWeight));
    }
    const map = maps + ((<usize>cell) << 2);
    const otherMap = hasOther ? map + 4 : map;
    store<f32>(map, sumLanes(first));
    store<f32>(map + mapBytes, sumLanes(second));
    store<f32>(otherMap, sumLanes(otherFirst));
    store<f32>(otherMap + mapBytes, sumLanes(otherSecond));
    activation += bytes << 1;
  }
}

/**
 * Three sums at once: two of a normalised layer, one of the convolution folded under it.
 *
 * @param channels a multiple of 4
 * @param weights float32[3 · channels]
 * @param maps float32[3 · cells], map after map
 */
export function weighFolded(activation: usize, cells: i32, channels: i32, weights: usize, maps: usize): void {
  const bytes = (<usize>channels) << 2;
  const mapBytes = (<usize>cells) << 2;
  for (let cell = 0; cell < cells; cell += 2) {
    // A last cell without a neighbour is its own.
    const hasOther = cell + 1 < cells;
    const other = hasOther ? activation + bytes : activation;
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    let third = f32x4.splat(0);
    let otherFirst = f32x4.splat(0);
    let otherSecond = f32x4.splat(0);
    let otherThird = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 16) {
      const a = v128.load(activation + at);
      const b = v128.load(other + at);
      const firstWeights = v128.load(weights + at);
      const secondWeights = v128.load(weights + bytes + at);
      const thirdWeights = v128.load(weights + (bytes << 1) + at);
      first = f32x4.add(first, f32x4.mul(a, firstWeights));
      second = f32x4.add(second, f32x4.mul(a, secondWeights));
      third = f32x4.add(third, f32x4.mul(a, thirdWeights));
      otherFirst = f32x4.add(otherFirst, f32x4.mul(b, firstWeights));
      otherSecond = f32x4.add(otherSecond, f32x4.mul(b, secondWeights));
      otherThird = f32x4.add(otherThird, f32x4.mul(b, thirdWeights));
    }
    const map = maps + ((<usize>cell) << 2);
    const otherMap = hasOther ? map + 4 : map;
    store<f32>(map, sumLanes(first));
    store<f32>(map + mapBytes, sumLanes(second));
    store<f32>(map + (mapBytes << 1), sumLanes(third));
    store<f32>(otherMap, sumLanes(otherFirst));
    store<f32>(otherMap + mapBytes, sumLanes(otherSecond));
    store<f32>(otherMap + (mapBytes << 1), sumLanes(otherThird));
    activation += bytes << 1;
  }
}

/**
 * Five sums at once: the three of `weighFolded`, then two of y = min(max(s, 0), limit).
 *
 * @param channels a multiple of 4
 * @param weights float32[5 · channels]
 * @param maps float32[5 · cells], map after map
 */
export function weighRectified(
  activation: usize,
  cells: i32,
  channels: i32,
  limit: f32,
  weights: usize,
  maps: usize,
): void {
  const bytes = (<usize>channels) << 2;
  const mapBytes = (<usize>cells) << 2;
  const zero = f32x4.splat(0);
  const limits = f32x4.splat(limit);
  for (let cell = 0; cell < cells; cell++) {
    let first = zero;
    let second = zero;
    let third = zero;
    let fourth = zero;
    let fifth = zero;
    for (let at: usize = 0; at < bytes; at += 16) {
      const s = v128.load(activation + at);
      const y = f32x4.pmin(limits, f32x4.pmax(zero, s));
      let place = weights + at;
      first = f32x4.add(first, f32x4.mul(s, v128.load(place)));
      second = f32x4.add(second, f32x4.mul(s, v128.load(place + bytes)));
      third = f32x4.add(third, f32x4.mul(s, v128.load(place + (bytes << 1))));
      place += bytes * 3;
      fourth = f32x4.add(fourth, f32x4.mul(y, v128.load(place)));
      fifth = f32x4.add(fifth, f32x4.mul(y, v128.load(place + bytes)));
    }
    const map = maps + ((<usize>cell) << 2);
    store<f32>(map, sumLanes(first));
    store<f32>(map + mapBytes, sumLanes(second));
    store<f32>(map + (mapBytes << 1), sumLanes(third));
    store<f32>(map + mapBytes * 3, sumLanes(fourth));
    store<f32>(map + (mapBytes << 2), sumLanes(fifth));
    activation += bytes;
  }
}
