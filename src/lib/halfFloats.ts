/**
 * 16-bit floats (IEEE 754 binary16) as bits in a Uint16Array, for numbers that are kept by the thousand. Platforms have
 * no Float16Array everywhere yet.
 */

/** The nearest 16-bit float, ties to even; beyond ±65,504 it is infinite, below about 3e-8 zero. */
export function encodeHalfFloats(values: ArrayLike<number>): Uint16Array<ArrayBuffer> {
  const result = new Uint16Array(values.length);
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  for (let index = 0; index < result.length; index++) {
    float[0] = values[index]!;
    result[index] = encodeBits(bits[0]!);
  }
  return result;
}

/** Every 16-bit float is a 32-bit float, so nothing is lost. */
export function decodeHalfFloats(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const result = new Float32Array(halves.length);
  for (let index = 0; index < result.length; index++) result[index] = decodeBits(halves[index]!);
  return result;
}

/** The bits of a 32-bit float as those of a 16-bit float. */
function encodeBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  const halfExponent = exponent - 127 + 15;
  if (halfExponent >= 31) return sign | 0x7c00;
  if (halfExponent <= 0) {
    // Subnormal: the leading one becomes part of the fraction.
    if (halfExponent < -10) return sign;
    return sign | roundShift(fraction | 0x800000, 14 - halfExponent);
  }
  // Rounding up may carry into the exponent, and from the largest number to infinity: both are right.
  return sign | roundShift((halfExponent << 23) | fraction, 13);
}

/** value / 2^shift, rounded to the nearest integer, ties to even. */
function roundShift(value: number, shift: number): number {
  const whole = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && whole % 2 === 1) ? whole + 1 : whole;
}

function decodeBits(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
