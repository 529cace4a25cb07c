/** Sums that keep their digits: docs/mathematics.md asks for means over up to 50,000 cells. */

/** Cells whose sums are collected in float32 before they go into the float64 total: keeps digits, costs little. */
export const blockCells: i32 = 64;

export function sumLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

/** Adds four sums to those at `place`. */
export function addTo(place: usize, values: v128): void {
  v128.store(place, f32x4.add(v128.load(place), values));
}

/** Adds the first of four sums to that at `place`. */
export function addOneTo(place: usize, values: v128): void {
  store<f32>(place, load<f32>(place) + f32x4.extract_lane(values, 0));
}

/** Adds `count` float32 sums to their float64 totals. */
export function addBlock(blockSums: usize, sums: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const total = sums + ((<usize>i) << 3);
    store<f64>(total, load<f64>(total) + <f64>load<f32>(blockSums + ((<usize>i) << 2)));
  }
}
