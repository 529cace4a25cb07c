/** Small networks for tests of the engine, with seeded weights. */
import * as tf from '@tensorflow/tfjs';
import { createRandom } from '../src/measure/random.ts';

/**
 * A cut-down MobileNetV2: rescaling, stem, one strided and one residual inverted block, head. Normalisation
 * statistics are random, some scales negative, so that folding has something to get wrong.
 */
export function buildToyMobileNet(seed: number, size = 9): tf.LayersModel {
  const input = tf.input({ shape: [size, size, 3] });
  let index = 0;
  const normalise = (x: tf.SymbolicTensor) =>
    tf.layers.batchNormalization({ name: `bn_${index++}` }).apply(x) as tf.SymbolicTensor;
  const relu6 = (x: tf.SymbolicTensor) => tf.layers.reLU({ maxValue: 6 }).apply(x) as tf.SymbolicTensor;
  const convolve = (x: tf.SymbolicTensor, filters: number, kernelSize: number, strides: number) =>
    tf.layers.conv2d({ filters, kernelSize, strides, useBias: false }).apply(x) as tf.SymbolicTensor;
  const depthwise = (x: tf.SymbolicTensor, strides: number, padding: 'same' | 'valid') =>
    tf.layers
      .depthwiseConv2d({ kernelSize: 3, strides, padding, useBias: false })
      .apply(x) as tf.SymbolicTensor;
  const pad = tf.layers.zeroPadding2d({
    padding: [
      [0, 1],
      [0, 1],
    ],
  });

  let x = tf.layers.rescaling({ scale: 1 / 127.5, offset: -1 }).apply(input) as tf.SymbolicTensor;
  x = relu6(normalise(convolve(pad.apply(x) as tf.SymbolicTensor, 4, 3, 2)));
  x = normalise(convolve(relu6(normalise(depthwise(x, 2, 'same'))), 3, 1, 1));
  const block = normalise(
    convolve(relu6(normalise(depthwise(relu6(normalise(convolve(x, 6, 1, 1))), 1, 'same'))), 3, 1, 1),
  );
  x = tf.layers.add().apply([x, block]) as tf.SymbolicTensor;
  x = relu6(normalise(convolve(x, 8, 1, 1)));
  x = tf.layers.globalAveragePooling2d({}).apply(x) as tf.SymbolicTensor;
  x = tf.layers.dropout({ rate: 0.1 }).apply(x) as tf.SymbolicTensor;
  const output = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(x) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: output });
  randomiseWeights(model, seed);
  return model;
}

/** Captum's BasicModel_ConvNet_One_Conv, channels last; its Flatten is unknown to the plan. */
export function buildCaptumNet(): tf.LayersModel {
  const input = tf.input({ shape: [4, 4, 1] });
  const convolution = tf.layers.conv2d({ filters: 2, kernelSize: 3, name: 'conv1' });
  const relu = tf.layers.reLU({ name: 'relu1' });
  const dense = tf.layers.dense({ units: 1, name: 'fc1' });
  const features = relu.apply(convolution.apply(input));
  const output = dense.apply(tf.layers.flatten().apply(features)) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: output });
  tf.tidy(() => {
    convolution.setWeights([tf.ones([3, 3, 1, 2]), tf.tensor1d([-50, -75])]);
    // Channel after channel in Captum: five times 1, three times −1. Here the two channels alternate.
    dense.setWeights([tf.tensor2d([1, 1, 1, -1, 1, -1, 1, -1], [8, 1]), tf.zeros([1])]);
  });
  return model;
}

/** Weights from a seeded generator: kernels around 0, scales of both signs, variances above 0. */
export function randomiseWeights(model: tf.LayersModel, seed: number): void {
  const random = createRandom(seed);
  for (const layer of model.layers) {
    tf.tidy(() => {
      const isNormalisation = layer.getClassName() === 'BatchNormalization';
      const weights = layer.getWeights().map((weight, position) => {
        // Scales keep away from zero, where nothing can be folded; variances are positive.
        const shape = (value: number) => {
          if (isNormalisation && position === 0) return value + 0.5 * Math.sign(value);
          return isNormalisation && position === 3 ? 0.5 + Math.abs(value) : value;
        };
        const values = Float32Array.from({ length: weight.size }, () => shape(random() * 2 - 1));
        return tf.tensor(values, weight.shape);
      });
      layer.setWeights(weights);
    });
  }
}
