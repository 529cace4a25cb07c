/**
 * A network so small that its maps are known by hand, run before a backend is trusted: drivers exist that
 * compute zeros.
 *
 * Picture x = [1 2; 3 4] (2 × 2, one channel).
 *   convolution 1 × 1, weights (1, −1), biases (0, 2.5)  c₀ = x, c₁ = 2.5 − x = [1.5 0.5; −0.5 −1.5]
 *   relu6                                                r₀ = x, r₁ = [1.5 0.5; 0 0]
 *   depthwise 3 × 3 of ones                              d₀ = 10 everywhere, d₁ = 2 everywhere
 *   mean, dense (1, 1)                                   z = 12
 * Going back: ∂z/∂d = 1/4; each cell of r is read by all four of d, so ∂z/∂r = 1; ∂z/∂c₁ is 1 where r₁ > 0.
 */
import * as tf from '@tensorflow/tfjs';
import { Failure } from '../../lib/failure.ts';
import type { MethodId } from '../api.ts';
import { readNetwork } from '../network/readLayersModel.ts';
import { createTracer } from '../run/createTracer.ts';
import { runTrace } from '../run/runTrace.ts';

/** Layer after layer (convolution, relu, depthwise), four cells each. */
export const selfTestMaps: Readonly<Record<MethodId, readonly number[]>> = {
  // α = (1, ½) at the convolution, (1, 1) at the relu, (¼, ¼) behind the depthwise one.
  gradCam: [1.75, 2.25, 2.75, 3.25, 2.5, 2.5, 3, 4, 3, 3, 3, 3],
  // At the relu channel 1 is positive in half of the cells: w = (1, ½).
  positiveGradCam: [1.75, 2.25, 2.75, 3.25, 1.75, 2.25, 3, 4, 3, 3, 3, 3],
  layerCam: [2.5, 2.5, 3, 4, 2.5, 2.5, 3, 4, 3, 3, 3, 3],
};

/** Of the three layers: the means of the α above. */
const selfTestImportance = [0.75, 1, 0.25];

const selfTestLogit = 12;
const tolerance = 1e-2;

/**
 * Runs the tiny network on the current backend.
 * @throws Failure `numericalFailure` when the logit or a map is off by more than 1 % of its size
 */
export async function runSelfTest(): Promise<void> {
  const model = buildTinyModel();
  const input = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
  const network = readNetwork(model);
  const { tracer } = await createTracer(network);
  try {
    let logit = Number.NaN;
    const chooseSeed = (logits: readonly number[]) => {
      logit = logits[0]!;
      return Float32Array.of(1);
    };
    const options = { pause: () => Promise.resolve(), onProgress: () => undefined };
    const { maps, importance } = await runTrace(network, tracer, input, chooseSeed, options);
    compare('logit', [logit], [selfTestLogit]);
    for (const method of Object.keys(selfTestMaps) as MethodId[]) {
      compare(method, maps[method], selfTestMaps[method]);
    }
    compare('importance', importance, selfTestImportance);
  } finally {
    tracer.dispose();
    input.dispose();
    model.dispose();
  }
}

function compare(what: string, found: ArrayLike<number>, expected: readonly number[]): void {
  for (let index = 0; index < expected.length; index++) {
    // Written so that NaN fails too.
    if (!(Math.abs(found[index]! - expected[index]!) <= tolerance * Math.abs(expected[index]!))) {
      throw new Failure('numericalFailure', `${what}: ${found[index]} instead of ${expected[index]}`, {
        what,
      });
    }
  }
}

function buildTinyModel(): tf.LayersModel {
  const input = tf.input({ shape: [2, 2, 1] });
  const convolution = tf.layers.conv2d({ filters: 2, kernelSize: 1 });
  const relu = tf.layers.reLU({ maxValue: 6 });
  const depthwise = tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', useBias: false });
  const dense = tf.layers.dense({ units: 1, activation: 'sigmoid' });
  const features = depthwise.apply(relu.apply(convolution.apply(input)));
  const pooled = tf.layers.globalAveragePooling2d({}).apply(features);
  const model = tf.model({ inputs: input, outputs: dense.apply(pooled) as tf.SymbolicTensor });
  tf.tidy(() => {
    convolution.setWeights([tf.tensor4d([1, -1], [1, 1, 1, 2]), tf.tensor1d([0, 2.5])]);
    depthwise.setWeights([tf.ones([3, 3, 2, 1])]);
    dense.setWeights([tf.ones([2, 1]), tf.zeros([1])]);
  });
  return model;
}
