/**
 * A ReLU, the normalised layer that it alone reads and the convolution folded under that, in one pass: their numbers
 * are read once instead of four times. See docs/mathematics.md "Methods".
 */
import { addBlock, addTo, blockCells, sumLanes } from './sums';

/**
 * Passes the gradient of y = min(max(s, 0), limit) on to s = scale·A + shift, where it is that of y if 0 < s < limit,
 * else 0, and reduces three layers on the way: s as `reduceFolded` does, and the convolution whose output is A, and y
 * as `reducePlain` does. The scale must be positive in all channels, so that A and s − shift have the same sign.
 *
 * @param gradient ∂score/∂y
 * @param channels a multiple of 4
 * @param form as for `reduceFolded`
 * @param zeros float32[channels], nothing but zeros
 * @param blockSums scratch, float32[5 · channels]
 * @param sums float64[5 · channels], to be added to: the three of `reduceFolded`, then Σ g of y and, of its positive
 *   sections, what is at the limit; the rest are those of s
 * @param layerMap float32[3 · cells]: of s, of the convolution, of y
 * @param doubtful as for `reduceFolded`
 * @param waiting scratch, int32[channels / 4]
 * @param passed float32[cells · channels], the gradient of s; may be `gradient` itself
 * @returns how many were noted
 */
export function reduceRectified(
  activation: usize,
  gradient: usize,
  cells: i32,
  channels: i32,
  limit: f32,
  form: usize,
  zeros: usize,
  blockSums: usize,
  sums: usize,
  layerMap: usize,
  doubtful: usize,
  waiting: usize,
  passed: usize,
): i32 {
  const bytes = (<usize>channels) << 2;
  const mapBytes = (<usize>cells) << 2;
  const zero = f32x4.splat(0);
  const limits = f32x4.splat(limit);
  let noted = doubtful;
  let index = 0;
  for (let first = 0; first < cells; first += blockCells) {
    memory.fill(blockSums, 0, bytes * 5);
    for (let cell = first, end = min(first + blockCells, cells); cell < end; cell += 2) {
      // Two cells share what is read and written of form and sums. A last one without a neighbour gets one that
      // adds nothing, because its gradient is zero, and passes it on to nobody.
      const isAlone = cell + 1 === end;
      const otherActivation = isAlone ? activation : activation + bytes;
      const otherGradient = isAlone ? zeros : gradient + bytes;
      const otherPassed = isAlone ? zeros : passed + bytes;
      let layer = zero;
      let folded = zero;
      let limited = zero;
      let otherLayer = zero;
      let otherFolded = zero;
      let otherLimited = zero;
      let waits = waiting;
      for (let at: usize = 0; at < bytes; at += 16) {
        const place = blockSums + at;
        const s = v128.load(activation + at);
        const otherS = v128.load(otherActivation + at);
        const g = v128.load(gradient + at);
        const otherG = v128.load(otherGradient + at);
        let behind = v128.and(g, f32x4.gt(s, zero));
        let otherBehind = v128.and(otherG, f32x4.gt(otherS, zero));

        const isLimited = f32x4.ge(s, limits);
        const isOtherLimited = f32x4.ge(otherS, limits);
        if (v128.any_true(v128.or(isLimited, isOtherLimited))) {
          const section = v128.and(f32x4.pmax(zero, g), isLimited);
          const otherSection = v128.and(f32x4.pmax(zero, otherG), isOtherLimited);
          limited = f32x4.add(limited, section);
          otherLimited = f32x4.add(otherLimited, otherSection);
          addTo(place + (bytes << 2), f32x4.add(section, otherSection));
          behind = v128.andnot(behind, isLimited);
          otherBehind = v128.andnot(otherBehind, isOtherLimited);
        }
        v128.store(passed + at, behind);
        v128.store(otherPassed + at, otherBehind);
        addTo(place + bytes * 3, f32x4.add(g, otherG));
        addTo(place, f32x4.add(behind, otherBehind));

        const rising = f32x4.pmax(zero, behind);
        const otherRising = f32x4.pmax(zero, otherBehind);
        addTo(place + bytes, f32x4.add(rising, otherRising));
        layer = f32x4.add(layer, f32x4.mul(rising, s));
        otherLayer = f32x4.add(otherLayer, f32x4.mul(otherRising, otherS));

        const shift = v128.load(form + bytes + at);
        const above = f32x4.sub(s, shift);
        const otherAbove = f32x4.sub(otherS, shift);
        folded = f32x4.add(folded, f32x4.mul(rising, above));
        otherFolded = f32x4.add(otherFolded, f32x4.mul(otherRising, otherAbove));
        const section = v128.and(rising, f32x4.gt(above, zero));
        const otherSection = v128.and(otherRising, f32x4.gt(otherAbove, zero));
        addTo(place + (bytes << 1), f32x4.add(section, otherSection));

        const doubt = v128.load(form + (bytes << 1) + at);
        // Where the gradient does not rise, no bit is left.
        const inDoubt = v128.and(rising, f32x4.lt(f32x4.abs(above), doubt));
        const otherInDoubt = v128.and(otherRising, f32x4.lt(f32x4.abs(otherAbove), doubt));
        if (v128.any_true(v128.or(inDoubt, otherInDoubt))) {
          const here = index + (<i32>at >> 2);
          if (v128.any_true(inDoubt)) {
            store<i32>(noted, here);
            noted += 4;
          }
          if (v128.any_true(otherInDoubt)) {
            store<i32>(waits, here + channels);
            waits += 4;
          }
        }
      }
      // Places are noted in order.
      for (let at = waiting; at < waits; at += 4, noted += 4) store<i32>(noted, load<i32>(at));
      const map = layerMap + ((<usize>cell) << 2);
      const sum = sumLanes(layer);
      store<f32>(map, sum);
      store<f32>(map + mapBytes, sumLanes(folded));
      store<f32>(map + (mapBytes << 1), limitedSum(sum, limited, limit));
      if (!isAlone) {
        const otherSum = sumLanes(otherLayer);
        store<f32>(map + 4, otherSum);
        store<f32>(map + mapBytes + 4, sumLanes(otherFolded));
        store<f32>(map + (mapBytes << 1) + 4, limitedSum(otherSum, otherLimited, limit));
      }
      activation += bytes << 1;
      gradient += bytes << 1;
      passed += bytes << 1;
      index += channels << 1;
    }
    addBlock(blockSums, sums, channels * 5);
  }
  return <i32>(noted - doubtful) >> 2;
}

/** Σ relu(g_k)·y_k, where y is s below the limit. An infinite limit is reached by nobody. */
function limitedSum(below: f32, limited: v128, limit: f32): f32 {
  const slope = sumLanes(limited);
  return slope > 0 ? below + slope * limit : below;
}
