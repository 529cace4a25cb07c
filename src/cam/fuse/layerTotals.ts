import { axisTable } from '../map/resize.ts';
import type { ResizedStack, SizeGroup } from './resizedStack.ts';

/**
 * Σ over pixels of gain ⊙ L_l for every layer, without resizing one: ⟨gain, resize(L)⟩ = ⟨resizeᵀ(gain), L⟩.
 *
 * @param gain a factor for every pixel, at the stack's size.
 */
export function layerTotals(stack: ResizedStack, gain: Float32Array): Float32Array {
  const totals = new Float32Array(stack.maps.length);
  for (const group of stack.groups) {
    const spread = resizeTransposed(stack, gain, group);
    for (const position of group.members) totals[position] = dotProduct(spread, stack.maps[position]!.data);
  }
  return totals;
}

function dotProduct(a: Float32Array, b: Float32Array): number {
  let total = 0;
  for (let index = 0; index < a.length; index++) total += a[index]! * b[index]!;
  return total;
}

/** The transpose of `resize`: every pixel's gain goes back to the four cells that it was interpolated from. */
function resizeTransposed(
  { width, height }: Pick<ResizedStack, 'width' | 'height'>,
  gain: Float32Array,
  to: SizeGroup,
): Float32Array {
  const columns = axisTable(to.width, width);
  const rows = axisTable(to.height, height);
  // Rows first, so that few of them are left for the columns.
  const lines = new Float32Array(to.height * width);
  for (let row = 0, at = 0; row < height; row++) {
    const share = rows.share[row]!;
    let upper = rows.first[row]! * width;
    let lower = rows.second[row]! * width;
    for (const end = at + width; at < end; at++, upper++, lower++) {
      lines[upper]! += gain[at]! * (1 - share);
      lines[lower]! += gain[at]! * share;
    }
  }
  const result = new Float32Array(to.width * to.height);
  for (let row = 0, at = 0; row < to.height; row++) {
    const start = row * to.width;
    for (let column = 0; column < width; column++, at++) {
      const share = columns.share[column]!;
      result[start + columns.first[column]!]! += lines[at]! * (1 - share);
      result[start + columns.second[column]!]! += lines[at]! * share;
    }
  }
  return result;
}
