/**
 * Heat maps become one, pixel by pixel, in a memory of their own: docs/mathematics.md "Other fusions".
 * AssemblyScript; compiled by scripts/compile-kernels.mjs into src/cam/fuse/fusionKernelsBinary.ts.
 *
 * All pointers are byte offsets. Maps and results are row-major. The table of an axis is int32[length] first cells,
 * int32[length] second cells, float32[length] shares of the second: `axisTable` in src/cam/map/resize.ts.
 */

export { addWeighted, measureMap, rescaleMap, weighMap } from './heatMaps';

/** Memory from here on is the caller's. */
export const freeFrom: usize = __heap_base;

/** Four vectors of four pixels side by side: as many as stay in registers while the layers pass. */
const tileBytes: usize = 64;

/** The smallest factor, 1/512, to this power is a float32 that still has all its digits. */
const factorsAtOnce: i32 = 12;

/** What becomes of the layers at a pixel. */
enum Rule {
  Sum,
  Largest,
  Product,
}

/**
 * Takes the layers of one size into the result, resized; row after row of theirs is stretched to the result's width, and
 * the rows between two of these are blended from them while they are near.
 *
 * @param rule 0: sum, 1: largest, 2: product
 * @param maps float32[count · sourceHeight · sourceWidth], layer after layer
 * @param labels int32[count], rising: what the layers are called in the marks of the largest; others have none
 * @param columns table of the horizontal axis
 * @param rows table of the vertical axis
 * @param width of the result, a multiple of 16
 * @param added to every value of the maps
 * @param lines scratch, float32[2 · count · width]
 * @param values float32[height · width]: sums, or the largest values, or products without their exponents, so far
 * @param marks int32[height · width]: the labels of the largest, of equals the lowest; or the products' exponents of 2;
 *   sums have none
 */
export function addLayers(
  rule: i32,
  maps: usize,
  labels: usize,
  count: i32,
  sourceWidth: i32,
  sourceHeight: i32,
  columns: usize,
  rows: usize,
  width: i32,
  height: i32,
  added: f32,
  lines: usize,
  values: usize,
  marks: usize,
): void {
  const rowBytes = (<usize>width) << 2;
  const tableBytes = (<usize>height) << 2;
  const linesBytes = rowBytes * count;
  // Even rows lie in the first half of the lines, odd ones in the second.
  let evenRow = -1;
  let oddRow = -1;
  for (let line = 0; line < height; ) {
    const table = rows + ((<usize>line) << 2);
    const upper = load<i32>(table);
    const lower = load<i32>(table + tableBytes);
    for (let row = upper; row <= lower; row++) {
      if (row === (row & 1 ? oddRow : evenRow)) continue;
      if (row & 1) oddRow = row;
      else evenRow = row;
      const source = maps + ((<usize>(row * sourceWidth)) << 2);
      const target = lines + linesBytes * (row & 1);
      stretchRow(source, count, sourceWidth * sourceHeight, columns, rowBytes, added, target);
    }
    let end = line + 1;
    while (
      end < height &&
      load<i32>(rows + ((<usize>end) << 2)) === upper &&
      load<i32>(rows + ((<usize>end) << 2) + tableBytes) === lower
    ) {
      end++;
    }
    for (let tile: usize = 0; tile < rowBytes; tile += tileBytes) {
      const up = lines + linesBytes * (upper & 1) + tile;
      const down = lines + linesBytes * (lower & 1) + tile;
      for (let at = line; at < end; at++) {
        const share = v128.load32_splat(rows + (tableBytes << 1) + ((<usize>at) << 2));
        const pixels = <usize>at * rowBytes + tile;
        if (rule === Rule.Sum) addTile(up, down, rowBytes, share, count, values + pixels);
        else if (rule === Rule.Largest)
          raiseTile(up, down, rowBytes, share, labels, count, values + pixels, marks + pixels);
        else multiplyTile(up, down, rowBytes, share, count, values + pixels, marks + pixels);
      }
    }
    line = end;
  }
}

/** One row of every layer, at the result's width, into line after line. */
function stretchRow(
  source: usize,
  count: i32,
  cells: i32,
  columns: usize,
  rowBytes: usize,
  added: f32,
  line: usize,
): void {
  for (let layer = 0; layer < count; layer++) {
    for (let at = columns, end = columns + rowBytes; at < end; at += 4) {
      const left = load<f32>(source + ((<usize>load<u32>(at)) << 2));
      const right = load<f32>(source + ((<usize>load<u32>(at + rowBytes)) << 2));
      store<f32>(line, added + left + (right - left) * load<f32>(at + (rowBytes << 1)));
      line += 4;
    }
    source += (<usize>cells) << 2;
  }
}

/** Adds the layers to every pixel of a tile. */
function addTile(up: usize, down: usize, rowBytes: usize, share: v128, count: i32, values: usize): void {
  for (let layer = 0; layer < count; layer++) {
    for (let at: usize = 0; at < tileBytes; at += 16) {
      v128.store(values + at, f32x4.add(v128.load(values + at), blend(up + at, down + at, share)));
    }
    up += rowBytes;
    down += rowBytes;
  }
}

/** The largest of every pixel of a tile, among the layers and what was there. Labels rise: the latest is the largest. */
function raiseTile(
  up: usize,
  down: usize,
  rowBytes: usize,
  share: v128,
  labels: usize,
  count: i32,
  values: usize,
  winners: usize,
): void {
  let value0 = f32x4.splat(-1);
  let value1 = value0;
  let value2 = value0;
  let value3 = value0;
  let winner0 = i32x4.splat(0);
  let winner1 = winner0;
  let winner2 = winner0;
  let winner3 = winner0;
  for (let at = labels, end = labels + ((<usize>count) << 2); at < end; at += 4) {
    const label = v128.load32_splat(at);
    let pixel = blend(up, down, share);
    winner0 = i32x4.max_s(winner0, v128.and(label, f32x4.gt(pixel, value0)));
    value0 = f32x4.pmax(value0, pixel);
    pixel = blend(up + 16, down + 16, share);
    winner1 = i32x4.max_s(winner1, v128.and(label, f32x4.gt(pixel, value1)));
    value1 = f32x4.pmax(value1, pixel);
    pixel = blend(up + 32, down + 32, share);
    winner2 = i32x4.max_s(winner2, v128.and(label, f32x4.gt(pixel, value2)));
    value2 = f32x4.pmax(value2, pixel);
    pixel = blend(up + 48, down + 48, share);
    winner3 = i32x4.max_s(winner3, v128.and(label, f32x4.gt(pixel, value3)));
    value3 = f32x4.pmax(value3, pixel);
    up += rowBytes;
    down += rowBytes;
  }
  raise(values, winners, value0, winner0);
  raise(values + 16, winners + 16, value1, winner1);
  raise(values + 32, winners + 32, value2, winner2);
  raise(values + 48, winners + 48, value3, winner3);
}

/** Groups come in no order of labels: of equals the lower one has the pixel. */
function raise(values: usize, winners: usize, value: v128, winner: v128): void {
  const before = v128.load(values);
  const holder = v128.load(winners);
  const isFirst = v128.and(f32x4.eq(value, before), i32x4.lt_s(winner, holder));
  const wins = v128.or(f32x4.gt(value, before), isFirst);
  v128.store(values, v128.bitselect(value, before, wins));
  v128.store(winners, v128.bitselect(winner, holder, wins));
}

/** Multiplies every pixel of a tile by the layers. What grows too small for a float32 goes into the exponents. */
function multiplyTile(
  up: usize,
  down: usize,
  rowBytes: usize,
  share: v128,
  count: i32,
  values: usize,
  exponents: usize,
): void {
  let product0 = v128.load(values);
  let product1 = v128.load(values, 16);
  let product2 = v128.load(values, 32);
  let product3 = v128.load(values, 48);
  let exponent0 = v128.load(exponents);
  let exponent1 = v128.load(exponents, 16);
  let exponent2 = v128.load(exponents, 32);
  let exponent3 = v128.load(exponents, 48);
  for (let layer = 0; layer < count; ) {
    for (const end = min(layer + factorsAtOnce, count); layer < end; layer++) {
      product0 = f32x4.mul(product0, blend(up, down, share));
      product1 = f32x4.mul(product1, blend(up + 16, down + 16, share));
      product2 = f32x4.mul(product2, blend(up + 32, down + 32, share));
      product3 = f32x4.mul(product3, blend(up + 48, down + 48, share));
      up += rowBytes;
      down += rowBytes;
    }
    exponent0 = i32x4.add(exponent0, exponentOf(product0));
    exponent1 = i32x4.add(exponent1, exponentOf(product1));
    exponent2 = i32x4.add(exponent2, exponentOf(product2));
    exponent3 = i32x4.add(exponent3, exponentOf(product3));
    product0 = mantissaOf(product0);
    product1 = mantissaOf(product1);
    product2 = mantissaOf(product2);
    product3 = mantissaOf(product3);
  }
  v128.store(values, product0);
  v128.store(values, product1, 16);
  v128.store(values, product2, 32);
  v128.store(values, product3, 48);
  v128.store(exponents, exponent0);
  v128.store(exponents, exponent1, 16);
  v128.store(exponents, exponent2, 32);
  v128.store(exponents, exponent3, 48);
}

function blend(up: usize, down: usize, share: v128): v128 {
  const above = v128.load(up);
  return f32x4.add(above, f32x4.mul(f32x4.sub(v128.load(down), above), share));
}

/** Of positive numbers that are not denormal. */
function exponentOf(x: v128): v128 {
  return i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(127));
}

/** The same number with the exponent 0: in [1, 2). */
function mantissaOf(x: v128): v128 {
  return v128.or(v128.and(x, i32x4.splat(0x7fffff)), i32x4.splat(0x3f800000));
}

/** tanh(gain · value), in place. */
export function saturate(values: usize, count: i32, gain: f32): void {
  for (const end = values + ((<usize>count) << 2); values < end; values += 4) {
    store<f32>(values, 1 - 2 / (1 + Mathf.exp(2 * gain * load<f32>(values))));
  }
}

/**
 * Roots of products, in place: (value · 2^exponent)^power.
 *
 * @param values float32[count]
 * @param exponents int32[count]
 */
export function raiseToPower(values: usize, exponents: usize, count: i32, power: f32): void {
  for (const end = values + ((<usize>count) << 2); values < end; values += 4, exponents += 4) {
    const logarithm = Mathf.log(load<f32>(values)) + <f32>load<i32>(exponents) * Mathf.LN2;
    store<f32>(values, Mathf.exp(logarithm * power));
  }
}
