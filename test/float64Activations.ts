/** Activation functions in float64, after their definitions. */
import type { ActivationFunction } from '../src/engine/network/operations.ts';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.log1p(Math.exp(x));
const clip = (x: number) => Math.min(Math.max(x, 0), 1);

/** The error function by its Maclaurin series, which for |x| < 5 is exact to 10⁻¹⁰. */
function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 120; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const functions: Record<Exclude<ActivationFunction, 'softmax' | 'elu'>, (x: number) => number> = {
  sigmoid,
  tanh: Math.tanh,
  selu: (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)),
  softplus,
  softsign: (x) => x / (1 + Math.abs(x)),
  swish: (x) => x * sigmoid(x),
  mish: (x) => x * Math.tanh(softplus(x)),
  gelu: (x) => 0.5 * x * (1 + erf(x / Math.SQRT2)),
  geluTanh: (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  exponential: Math.exp,
  hardSigmoid: (x) => clip(0.2 * x + 0.5),
  hardSigmoid6: (x) => clip(x / 6 + 0.5),
  hardSwish: (x) => x * clip(x / 6 + 0.5),
};

export function activate(
  name: ActivationFunction,
  data: Float64Array,
  channels: number,
  alpha = 1,
): Float64Array {
  if (name === 'elu') return data.map((x) => (x > 0 ? x : alpha * Math.expm1(x)));
  if (name !== 'softmax') return data.map(functions[name]);
  const result = new Float64Array(data.length);
  for (let start = 0; start < data.length; start += channels) {
    const powers = data.subarray(start, start + channels).map(Math.exp);
    const sum = powers.reduce((a, b) => a + b);
    result.set(
      powers.map((power) => power / sum),
      start,
    );
  }
  return result;
}
