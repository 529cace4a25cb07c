/** One map at its own resolution: range, rescaling, weighted sums. Pointers are byte offsets; maps are float32[cells]. */

/**
 * What rescaling has to know of a map.
 *
 * @param cells at least 1
 * @param range float32[3]: smallest value, largest value, and 0, or NaN where a value is not finite
 */
export function measureMap(map: usize, cells: i32, range: usize): void {
  const end = map + ((<usize>cells) << 2);
  let least: f32 = Infinity;
  let most: f32 = -Infinity;
  let doubt: f32 = 0;
  const stop = end - 15;
  if (map < stop) {
    let leasts = f32x4.splat(Infinity);
    let mosts = f32x4.splat(-Infinity);
    let doubts = f32x4.splat(0);
    for (; map < stop; map += 16) {
      const values = v128.load(map);
      leasts = f32x4.pmin(leasts, values);
      mosts = f32x4.pmax(mosts, values);
      // Zero times a number is zero; times infinity or NaN it is NaN, and stays that.
      doubts = f32x4.add(doubts, f32x4.mul(values, f32x4.splat(0)));
    }
    least = smallestLane(leasts);
    most = -smallestLane(f32x4.neg(mosts));
    doubt = sumLanes(doubts);
  }
  for (; map < end; map += 4) {
    const value = load<f32>(map);
    least = min(least, value);
    most = max(most, value);
    doubt += value * 0;
  }
  store<f32>(range, least);
  store<f32>(range, most, 4);
  store<f32>(range, doubt, 8);
}

/** In place: relu(direction · map), from `origin` to 0 and from `limit`, which is larger, to 1. */
export function rescaleMap(map: usize, cells: i32, direction: f32, origin: f32, limit: f32): void {
  const end = map + ((<usize>cells) << 2);
  const extent = limit - origin;
  for (const stop = end - 15; map < stop; map += 16) {
    const values = f32x4.mul(v128.load(map), f32x4.splat(direction));
    const above = f32x4.sub(f32x4.pmax(f32x4.splat(0), values), f32x4.splat(origin));
    v128.store(map, f32x4.div(above, f32x4.splat(extent)));
  }
  for (; map < end; map += 4) {
    store<f32>(map, (max<f32>(0, direction * load<f32>(map)) - origin) / extent);
  }
}

/** sum += weight · map. */
export function addWeighted(map: usize, cells: i32, weight: f32, sum: usize): void {
  const end = map + ((<usize>cells) << 2);
  for (const stop = end - 15; map < stop; map += 16, sum += 16) {
    v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(v128.load(map), f32x4.splat(weight))));
  }
  for (; map < end; map += 4, sum += 4) store<f32>(sum, load<f32>(sum) + weight * load<f32>(map));
}

/**
 * Σ over cells of the map, each times the weights of its row and its column.
 *
 * @param columns float64[width]
 * @param rows float64[height]
 */
export function weighMap(map: usize, width: i32, height: i32, columns: usize, rows: usize): f64 {
  let total: f64 = 0;
  for (let row = 0; row < height; row++) {
    let line: f64 = 0;
    for (let at = columns, end = columns + ((<usize>width) << 3); at < end; at += 8, map += 4) {
      line += load<f64>(at) * <f64>load<f32>(map);
    }
    total += line * load<f64>(rows + ((<usize>row) << 3));
  }
  return total;
}

function smallestLane(x: v128): f32 {
  const first = min(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1));
  return min(first, min(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)));
}

function sumLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}
