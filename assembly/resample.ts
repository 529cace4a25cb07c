/**
 * The two passes of src/image/resample/resample.ts over RGBA bytes, to the last bit, in a memory of their own.
 * AssemblyScript; compiled by scripts/compile-kernels.mjs into src/image/resample/resampleKernelsBinary.ts.
 *
 * All pointers are byte offsets. Weights have 22 fractional bits, too many to be multiplied fast: each is cut into its
 * lower 11 bits and what is above, and those of two neighbouring source positions lie together, as one instruction
 * wants them. For each output position and each pair of source positions: int16[2] lower parts, int16[2] upper parts.
 */

/** Memory from here on is the caller's. */
export const freeFrom: usize = __heap_base;

const fractionBits: i32 = 22;
const lowerBits: i32 = 11;
/** What a pair of weights takes. */
const pairBytes: usize = 8;

/**
 * First pass: rows of a source to rows of another width. A pair's second pixel may lie beyond the source, with a weight of
 * zero, but within the memory.
 *
 * @param source bytes[rows · sourceRowBytes]
 * @param starts int32[width]: for each output column, the byte within a row where its first pixel lies
 * @param weights of all output columns, `pairs` for each
 * @param target bytes[rows · targetRowBytes], of which the first width · 4 of each row are written
 */
export function narrowRows(
  source: usize,
  sourceRowBytes: usize,
  rows: i32,
  starts: usize,
  weights: usize,
  pairs: i32,
  width: i32,
  target: usize,
  targetRowBytes: usize,
): void {
  const zero = i32x4.splat(0);
  const half = i32x4.splat(1 << (fractionBits - 1));
  for (let row = 0; row < rows; row++, source += sourceRowBytes, target += targetRowBytes) {
    let weight = weights;
    let to = target;
    for (let column = 0; column < width; column++, to += 4) {
      let from = source + <usize>load<i32>(starts + ((<usize>column) << 2));
      let lower = half;
      let upper = zero;
      for (let pair = 0; pair < pairs; pair++, from += 8, weight += pairBytes) {
        // Red of both pixels, green of both, blue, alpha: each byte with a zero above it.
        const cells = v128.load64_zero(from);
        const colours = i8x16.shuffle(cells, zero, 0, 16, 4, 16, 1, 16, 5, 16, 2, 16, 6, 16, 3, 16, 7, 16);
        lower = i32x4.add(lower, i32x4.dot_i16x8_s(colours, v128.load32_splat(weight)));
        upper = i32x4.add(upper, i32x4.dot_i16x8_s(colours, v128.load32_splat(weight, 4)));
      }
      const sums = i16x8.narrow_i32x4_s(rounded(lower, upper), zero);
      store<i32>(to, i32x4.extract_lane(i8x16.narrow_i16x8_u(sums, sums), 0));
    }
  }
}

/**
 * Second pass: columns to another height. A pair's second row may lie beyond the source, with a weight of zero, but within
 * the memory.
 *
 * @param source bytes[… · rowBytes]
 * @param rowBytes a multiple of 16
 * @param starts int32[height]: for each output row, its first row in the source
 * @param weights of all output rows, `pairs` for each
 * @param target bytes[height · rowBytes]
 */
export function shortenColumns(
  source: usize,
  rowBytes: usize,
  starts: usize,
  weights: usize,
  pairs: i32,
  height: i32,
  target: usize,
): void {
  const zero = i32x4.splat(0);
  const half = i32x4.splat(1 << (fractionBits - 1));
  for (let row = 0; row < height; row++, weights += <usize>pairs * pairBytes) {
    const first = source + <usize>load<i32>(starts + ((<usize>row) << 2)) * rowBytes;
    for (let at: usize = 0; at < rowBytes; at += 16, target += 16) {
      let from = first + at;
      let weight = weights;
      let lower0 = half;
      let lower1 = half;
      let lower2 = half;
      let lower3 = half;
      let upper0 = zero;
      let upper1 = zero;
      let upper2 = zero;
      let upper3 = zero;
      for (let pair = 0; pair < pairs; pair++, from += 2 * rowBytes, weight += pairBytes) {
        const a = v128.load(from);
        const b = v128.load(from + rowBytes);
        // What lies above each other, side by side.
        const front = i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        const back = i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        const bytes0 = i16x8.extend_low_i8x16_u(front);
        const bytes1 = i16x8.extend_high_i8x16_u(front);
        const bytes2 = i16x8.extend_low_i8x16_u(back);
        const bytes3 = i16x8.extend_high_i8x16_u(back);
        const low = v128.load32_splat(weight);
        lower0 = i32x4.add(lower0, i32x4.dot_i16x8_s(bytes0, low));
        lower1 = i32x4.add(lower1, i32x4.dot_i16x8_s(bytes1, low));
        lower2 = i32x4.add(lower2, i32x4.dot_i16x8_s(bytes2, low));
        lower3 = i32x4.add(lower3, i32x4.dot_i16x8_s(bytes3, low));
        const high = v128.load32_splat(weight, 4);
        upper0 = i32x4.add(upper0, i32x4.dot_i16x8_s(bytes0, high));
        upper1 = i32x4.add(upper1, i32x4.dot_i16x8_s(bytes1, high));
        upper2 = i32x4.add(upper2, i32x4.dot_i16x8_s(bytes2, high));
        upper3 = i32x4.add(upper3, i32x4.dot_i16x8_s(bytes3, high));
      }
      const front = i16x8.narrow_i32x4_s(rounded(lower0, upper0), rounded(lower1, upper1));
      const back = i16x8.narrow_i32x4_s(rounded(lower2, upper2), rounded(lower3, upper3));
      v128.store(target, i8x16.narrow_i16x8_u(front, back));
    }
  }
}

/** Whole numbers from sums of both parts; one half is in the lower ones already. */
function rounded(lower: v128, upper: v128): v128 {
  return i32x4.shr_s(i32x4.add(lower, i32x4.shl(upper, lowerBits)), fractionBits);
}
