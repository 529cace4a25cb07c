/** The backward half of a plan: the gradient of the score with respect to every value, data gradients only. */
import * as tf from '@tensorflow/tfjs';
import { shareTensor } from '../run/shareTensor.ts';
import type { LayerTrace, TraceOptions, TraceVisitor } from '../run/trace.ts';
import type { GradientKernels } from './gradientKernels.ts';
import { inputsOf, type Values } from './runForward.ts';
import { foldedTarget, type Plan, type ReluStep, type Step, type ValueId } from './steps.ts';

/**
 * Goes through the steps from last to first. A step's output has its whole gradient when the step's turn
 * comes, because everything that read it came later; then its layers are shown to `visit`, the gradient is
 * passed on to what the step read, and both tensors are freed.
 *
 * @param values from `runForward`; all but the input are freed on the way, whatever happens
 * @param seed ∂y/∂logits, [1, units]; freed
 */
export async function runBackward(
  { steps }: Plan,
  values: Values,
  seed: tf.Tensor2D,
  kernels: GradientKernels,
  visit: TraceVisitor,
  { pause, onProgress, visitInput, rectify }: TraceOptions,
): Promise<void> {
  const gradients: (tf.Tensor | undefined)[] = [];
  gradients[steps.at(-1)!.output] = seed;
  const free = (id: ValueId) => {
    gradients[id]?.dispose();
    gradients[id] = undefined;
    if (id !== 0) {
      values[id]?.dispose();
      values[id] = undefined;
    }
  };
  /** Takes the gradient over; where two paths meet, the sum counts (multivariate chain rule). */
  const accumulate = (id: ValueId, gradient: tf.Tensor) => {
    const known = gradients[id];
    if (!known) {
      gradients[id] = gradient;
      return;
    }
    gradients[id] = tf.add(known, gradient);
    known.dispose();
    gradient.dispose();
  };
  /** The step that was looked at together with the relu behind it. */
  let rectified: Step | null = null;
  try {
    for (let index = steps.length - 1; index >= 0; index--) {
      const step = steps[index]!;
      const gradient = gradients[step.output];
      const before = steps[index - 1];
      if (gradient && rectify && before && rectifies(step, before, gradients)) {
        const relu = { ...traceOf(step, values), gradient: gradient as tf.Tensor4D };
        accumulate(before.output, rectify({ relu, limit: step.limit, layer: traceOf(before, values) }));
        rectified = before;
      } else if (gradient) {
        if (step !== rectified && isShown(step)) {
          visit({ ...traceOf(step, values), gradient: gradient as tf.Tensor4D });
        }
        for (const input of inputsOf(step)) {
          if (input === 0 && !visitInput) continue;
          accumulate(
            input,
            tf.tidy(() => inputGradient(step, gradient, values, kernels)),
          );
        }
      }
      free(step.output);
      onProgress(1 - index / steps.length);
      await pause();
    }
    visitInput?.(gradients[0] as tf.Tensor4D);
  } finally {
    for (const step of steps) free(step.output);
    free(0);
  }
}

function isShown(step: Step): boolean {
  return step.target !== null || foldedTarget(step) !== null;
}

/**
 * True for a relu that alone reads the normalised layer right before it: another reader would have come later in the
 * network, and left a gradient.
 */
function rectifies(
  step: Step,
  before: Step,
  gradients: readonly (tf.Tensor | undefined)[],
): step is ReluStep {
  if (step.kind !== 'relu' || step.target === null) return false;
  return before.output === step.input && !gradients[step.input] && foldedTarget(before) !== null;
}

function traceOf(step: Step, values: Values): Omit<LayerTrace, 'gradient'> {
  const folds = step.kind === 'convolution' || step.kind === 'depthwise' ? step.folded : null;
  const foldedIndex = foldedTarget(step);
  return {
    index: step.target,
    activation: values[step.output] as tf.Tensor4D,
    folded:
      folds && foldedIndex !== null
        ? {
            index: foldedIndex,
            normalisation: folds.normalisation,
            source: folds.source,
            input: values[inputsOf(step)[0]!] as tf.Tensor4D,
          }
        : null,
  };
}

/** ∂y/∂(what the step read) from ∂y/∂(what it made). Always a new tensor. */
function inputGradient(step: Step, gradient: tf.Tensor, values: Values, kernels: GradientKernels): tf.Tensor {
  switch (step.kind) {
    case 'affine':
      return tf.mul(gradient, step.scale);
    case 'pad':
      return kernels.pad(gradient as tf.Tensor4D, step);
    case 'convolution':
      return kernels.convolution(gradient as tf.Tensor4D, step, (values[step.input] as tf.Tensor4D).shape);
    case 'depthwise':
      return kernels.depthwise(gradient as tf.Tensor4D, step, (values[step.input] as tf.Tensor4D).shape);
    case 'relu':
      return kernels.relu(gradient, values[step.output]!, step.limit);
    case 'add':
      return shareTensor(gradient);
    case 'globalAverage': {
      const [, height, width, channels] = values[step.input]!.shape as [number, number, number, number];
      // Every cell has the same share 1/(h·w) in the mean; a picture without cells does not exist.
      const share = tf.div(tf.reshape(gradient, [1, 1, 1, channels]), height * width);
      // Adding is faster than tiling.
      return tf.add(tf.zeros([1, height, width, channels]), share);
    }
    case 'dense':
      return tf.matMul(gradient, step.kernel, false, true);
  }
}
