/** Activations and their derivatives, from what they read (x) and what they gave (y). */
import * as tf from '@tensorflow/tfjs';
import type { ActivationFunction, Operation } from '../../network/operations.ts';
import type { CompiledOperation } from './compiledOperation.ts';

interface Activation {
  readonly of: (x: tf.Tensor) => tf.Tensor;
  /** ∂y/∂x, cell by cell. */
  readonly slope: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor;
}

/** Klambauer et al. 2017, arXiv 1706.02515, §2: λ and λα. */
const seluScale = 1.0507009873554805;
const seluFloor = 1.7580993408473766;

const square = (x: tf.Tensor) => tf.mul(x, x);
const complement = (x: tf.Tensor) => tf.sub(1, x);
/** 1 strictly between 0 and 1, else 0. */
const inside = (y: tf.Tensor) => tf.step(tf.mul(y, complement(y)));
const clippedLine = (x: tf.Tensor, slope: number) => tf.clipByValue(tf.add(tf.mul(x, slope), 0.5), 0, 1);

/** Hendrycks & Gimpel 2016, arXiv 1606.08415: x·Φ(x) with the normal distribution's Φ, or its tanh approximation. */
const normal = (x: tf.Tensor) => tf.mul(0.5, tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2))));
const density = (x: tf.Tensor) => tf.mul(Math.sqrt(0.5 / Math.PI), tf.exp(tf.mul(-0.5, square(x))));
const geluScale = Math.sqrt(2 / Math.PI);
const geluCube = 0.044715;
const geluTangent = (x: tf.Tensor) =>
  tf.tanh(tf.mul(geluScale, tf.add(x, tf.mul(geluCube, tf.mul(x, square(x))))));

const activations: Readonly<Record<Exclude<ActivationFunction, 'softmax' | 'elu'>, Activation>> = {
  sigmoid: { of: tf.sigmoid, slope: (_x, y) => tf.mul(y, complement(y)) },
  tanh: { of: tf.tanh, slope: (_x, y) => complement(square(y)) },
  selu: {
    of: tf.selu,
    slope: (x, y) => {
      const rises = tf.step(x);
      return tf.add(tf.mul(rises, seluScale), tf.mul(complement(rises), tf.add(y, seluFloor)));
    },
  },
  softplus: { of: tf.softplus, slope: (x) => tf.sigmoid(x) },
  softsign: {
    of: (x) => tf.div(x, tf.add(1, tf.abs(x))),
    slope: (x) => tf.div(1, square(tf.add(1, tf.abs(x)))),
  },
  swish: {
    of: (x) => tf.mul(x, tf.sigmoid(x)),
    slope: (x, y) => {
      const gate = tf.sigmoid(x);
      return tf.add(gate, tf.mul(y, complement(gate)));
    },
  },
  mish: {
    of: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
    slope: (x) => {
      const gate = tf.tanh(tf.softplus(x));
      return tf.add(gate, tf.mul(tf.mul(x, complement(square(gate))), tf.sigmoid(x)));
    },
  },
  gelu: {
    of: (x) => tf.mul(x, normal(x)),
    slope: (x) => tf.add(normal(x), tf.mul(x, density(x))),
  },
  geluTanh: {
    of: (x) => tf.mul(tf.mul(0.5, x), tf.add(1, geluTangent(x))),
    slope: (x) => {
      const tangent = geluTangent(x);
      const inner = tf.mul(geluScale, tf.add(1, tf.mul(3 * geluCube, square(x))));
      const bend = tf.mul(tf.mul(tf.mul(0.5, x), complement(square(tangent))), inner);
      return tf.add(tf.mul(0.5, tf.add(1, tangent)), bend);
    },
  },
  exponential: { of: tf.exp, slope: (_x, y) => y },
  hardSigmoid: { of: (x) => clippedLine(x, 0.2), slope: (_x, y) => tf.mul(inside(y), 0.2) },
  hardSigmoid6: { of: (x) => clippedLine(x, 1 / 6), slope: (_x, y) => tf.mul(inside(y), 1 / 6) },
  hardSwish: {
    of: (x) => tf.mul(x, clippedLine(x, 1 / 6)),
    slope: (x) => {
      const gate = clippedLine(x, 1 / 6);
      return tf.add(gate, tf.mul(tf.mul(x, inside(gate)), 1 / 6));
    },
  },
};

/** y > 0 where x > 0; below, y = α(eˣ − 1), whose slope is y + α (Clevert et al. 2015, arXiv 1511.07289). */
function elu(alpha: number): Activation {
  return {
    of: (x) => {
      if (alpha === 1) return tf.elu(x);
      return tf.add(tf.relu(x), tf.mul(alpha, tf.sub(tf.exp(tf.minimum(x, 0)), 1)));
    },
    slope: (x, y) => {
      const rises = tf.step(x);
      return tf.add(rises, tf.mul(complement(rises), tf.add(y, alpha)));
    },
  };
}

export function compileActivation(operation: Extract<Operation, { op: 'activation' }>): CompiledOperation {
  if (operation.function === 'softmax') return softmax;
  return cellwise(operation.function === 'elu' ? elu(operation.alpha ?? 1) : activations[operation.function]);
}

/** x where it is positive, slope·x elsewhere (Maas et al. 2013). */
export function compileLeakyRelu(slope: number): CompiledOperation {
  return cellwise({ of: (x) => tf.leakyRelu(x, slope), slope: (x) => tf.step(x, slope) });
}

/** The same with a slope of its own for each channel or cell (He et al. 2015, arXiv 1502.01852, eq. 1). */
export function compilePrelu(alpha: tf.Tensor): CompiledOperation {
  return cellwise({
    of: (x) => tf.sub(tf.relu(x), tf.mul(alpha, tf.relu(tf.neg(x)))),
    slope: (x) => {
      const rises = tf.step(x);
      return tf.add(rises, tf.mul(complement(rises), alpha));
    },
  });
}

export function compileThresholdedRelu(threshold: number): CompiledOperation {
  const isAbove = (x: tf.Tensor) => tf.step(tf.sub(x, threshold));
  return cellwise({ of: (x) => tf.mul(x, isAbove(x)), slope: isAbove });
}

function cellwise({ of, slope }: Activation): CompiledOperation {
  return {
    forward: ([x]) => of(x!),
    backward: (gradient, [x], y) => [tf.mul(gradient, slope(x!, y))],
  };
}

/** Over the last axis: ∂y_i/∂x_j = y_i([i = j] − y_j). */
const softmax: CompiledOperation = {
  forward: ([x]) => tf.softmax(x!),
  backward: (gradient, _inputs, y) => {
    const weighed = tf.mul(gradient, y);
    return [tf.sub(weighed, tf.mul(y, tf.sum(weighed, -1, true)))];
  },
};
