/** Gradients of single layers with respect to what they read. dy is the gradient of what they made. */

/**
 * The gradient of y = min(max(x, 0), limit): dy where 0 < y < limit, else 0.
 *
 * @param count how many numbers, any
 * @param result may be `gradient` itself
 */
export function maskGradient(gradient: usize, output: usize, count: i32, limit: f32, result: usize): void {
  const zero = f32x4.splat(0);
  const limits = f32x4.splat(limit);
  let done = 0;
  for (; done + 4 <= count; done += 4) {
    const y = v128.load(output);
    const passes = v128.and(f32x4.gt(y, zero), f32x4.lt(y, limits));
    v128.store(result, v128.and(v128.load(gradient), passes));
    gradient += 16;
    output += 16;
    result += 16;
  }
  for (; done < count; done++) {
    const y = load<f32>(output);
    store<f32>(result, y > 0 && y < limit ? load<f32>(gradient) : 0);
    gradient += 4;
    output += 4;
    result += 4;
  }
}

/**
 * The gradient of a depthwise convolution with respect to its input: each of its cells collects dy·weight from
 * the windows it lies in. No zeros are multiplied, whatever the stride.
 *
 * @param dy float32[outputRows · outputColumns · channels]
 * @param kernel float32[kernelRows · kernelColumns · channels]
 * @param channels a multiple of 4
 * @param top rows of padding before the input; `left` likewise
 * @param result float32[rows · columns · channels]
 */
export function depthwiseGradient(
  dy: usize,
  outputRows: i32,
  outputColumns: i32,
  channels: i32,
  kernel: usize,
  kernelRows: i32,
  kernelColumns: i32,
  stride: i32,
  top: i32,
  left: i32,
  rows: i32,
  columns: i32,
  result: usize,
): void {
  const bytes = (<usize>channels) << 2;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      memory.fill(result, 0, bytes);
      for (let y = (row + top) % stride; y < kernelRows; y += stride) {
        const outputRow = (row + top - y) / stride;
        if (row + top < y || outputRow >= outputRows) continue;
        for (let x = (column + left) % stride; x < kernelColumns; x += stride) {
          const outputColumn = (column + left - x) / stride;
          if (column + left < x || outputColumn >= outputColumns) continue;
          const slopes = dy + <usize>(outputRow * outputColumns + outputColumn) * bytes;
          const weights = kernel + <usize>(y * kernelColumns + x) * bytes;
          for (let at: usize = 0; at < bytes; at += 16) {
            const term = f32x4.mul(v128.load(slopes + at), v128.load(weights + at));
            v128.store(result + at, f32x4.add(v128.load(result + at), term));
          }
        }
      }
      result += bytes;
    }
  }
}

/**
 * Lays what each output cell sends back to its window where the window lies, and sums what meets ("col2im").
 *
 * @param windows float32[outputRows · outputColumns · kernelRows · kernelColumns · channels]
 * @param channels any number
 * @param top rows of padding before the input; `left` likewise
 * @param result float32[rows · columns · channels]
 */
export function sumWindows(
  windows: usize,
  outputRows: i32,
  outputColumns: i32,
  channels: i32,
  kernelRows: i32,
  kernelColumns: i32,
  stride: i32,
  top: i32,
  left: i32,
  rows: i32,
  columns: i32,
  result: usize,
): void {
  const bytes = (<usize>channels) << 2;
  const lineBytes = <usize>kernelColumns * bytes;
  memory.fill(result, 0, <usize>(rows * columns) * bytes);
  for (let outputRow = 0; outputRow < outputRows; outputRow++) {
    for (let outputColumn = 0; outputColumn < outputColumns; outputColumn++) {
      // The window's columns that are not padding; they are neighbours in both places.
      const leftColumn = outputColumn * stride - left;
      const firstX = max(0, -leftColumn);
      const endX = min(kernelColumns, columns - leftColumn);
      const length = <usize>max(0, endX - firstX) * bytes;
      for (let y = 0; y < kernelRows; y++, windows += lineBytes) {
        const row = outputRow * stride - top + y;
        if (row < 0 || row >= rows) continue;
        const from = windows + <usize>firstX * bytes;
        const to = result + <usize>(row * columns + leftColumn + firstX) * bytes;
        let at: usize = 0;
        for (; at + 16 <= length; at += 16) {
          v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
        }
        for (; at < length; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
      }
    }
  }
}

/**
 * The gradient of a border of zeros: what lies inside of it.
 *
 * @param dy float32[… · dyColumns · channels], with the border
 * @param top rows of the border before the input; `left` likewise
 * @param result float32[rows · columns · channels]
 */
export function cropBorder(
  dy: usize,
  dyColumns: i32,
  channels: i32,
  top: i32,
  left: i32,
  rows: i32,
  columns: i32,
  result: usize,
): void {
  const cellBytes = (<usize>channels) << 2;
  const dyRowBytes = <usize>dyColumns * cellBytes;
  const rowBytes = <usize>columns * cellBytes;
  dy += <usize>top * dyRowBytes + <usize>left * cellBytes;
  for (let row = 0; row < rows; row++, dy += dyRowBytes, result += rowBytes)
    memory.copy(result, dy, rowBytes);
}
