/**
 * From activations and gradients to maps. Tensors are [cells, channels]; A is the activation, g the gradient.
 * See docs/mathematics.md "Methods".
 */
import { addBlock, addOneTo, addTo, blockCells, sumLanes } from './sums';

/**
 * One pass over A and g: per channel Σ g and Σ [A > 0][g > 0] g, per cell Σ_k relu(g_k)·A_k.
 *
 * @param channels any number; what is left of groups of four goes one by one
 * @param zeros float32[channels], nothing but zeros
 * @param blockSums scratch, float32[2 · channels]
 * @param sums float64[2 · channels], to be added to: Σ g, then the positive sections
 * @param layerMap float32[cells]
 */
export function reducePlain(
  activation: usize,
  gradient: usize,
  cells: i32,
  channels: i32,
  zeros: usize,
  blockSums: usize,
  sums: usize,
  layerMap: usize,
): void {
  const bytes = (<usize>channels) << 2;
  const groups = bytes & ~15;
  const zero = f32x4.splat(0);
  for (let first = 0; first < cells; first += blockCells) {
    memory.fill(blockSums, 0, bytes << 1);
    for (let cell = first, end = min(first + blockCells, cells); cell < end; cell += 2) {
      // Two cells share what is read and written of the sums. A last one without a neighbour gets itself with a
      // gradient of zero, which adds nothing.
      const isAlone = cell + 1 === end;
      const otherActivation = isAlone ? activation : activation + bytes;
      const otherGradient = isAlone ? zeros : gradient + bytes;
      let layer = zero;
      let otherLayer = zero;
      let at: usize = 0;
      for (; at < groups; at += 16) {
        const a = v128.load(activation + at);
        const g = v128.load(gradient + at);
        const rising = f32x4.pmax(zero, g);
        const section = v128.and(rising, f32x4.gt(a, zero));
        layer = f32x4.add(layer, f32x4.mul(rising, a));
        const otherA = v128.load(otherActivation + at);
        const otherG = v128.load(otherGradient + at);
        const otherRising = f32x4.pmax(zero, otherG);
        const otherSection = v128.and(otherRising, f32x4.gt(otherA, zero));
        otherLayer = f32x4.add(otherLayer, f32x4.mul(otherRising, otherA));
        addTo(blockSums + at, f32x4.add(g, otherG));
        addTo(blockSums + bytes + at, f32x4.add(section, otherSection));
      }
      for (; at < bytes; at += 4) {
        const place = blockSums + at;
        const a = v128.load_zero<f32>(activation + at);
        const g = v128.load_zero<f32>(gradient + at);
        const rising = f32x4.pmax(zero, g);
        const section = v128.and(rising, f32x4.gt(a, zero));
        layer = f32x4.add(layer, f32x4.mul(rising, a));
        const otherA = v128.load_zero<f32>(otherActivation + at);
        const otherG = v128.load_zero<f32>(otherGradient + at);
        const otherRising = f32x4.pmax(zero, otherG);
        const otherSection = v128.and(otherRising, f32x4.gt(otherA, zero));
        otherLayer = f32x4.add(otherLayer, f32x4.mul(otherRising, otherA));
        addOneTo(place, f32x4.add(g, otherG));
        addOneTo(place + bytes, f32x4.add(section, otherSection));
      }
      const map = layerMap + ((<usize>cell) << 2);
      store<f32>(map, sumLanes(layer));
      if (!isAlone) store<f32>(map + 4, sumLanes(otherLayer));
      activation += bytes << 1;
      gradient += bytes << 1;
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
