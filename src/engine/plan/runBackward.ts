/** The backward half of a plan: the gradient of the score with respect to every value, data gradients only. */
import * as tf from '@tensorflow/tfjs';
import type { LayerTrace, TraceOptions, TraceVisitor } from '../run/trace.ts';
import type { GradientKernels } from './gradientKernels.ts';
import type { Values } from './runForward.ts';
import {
  foldedTarget,
  isConvolution,
  limitOf,
  type Plan,
  type ReluStep,
  type Step,
  type ValueId,
} from './steps.ts';

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
        if (visitInput || step.inputs.some((input) => input !== 0)) {
          const shares = tf.tidy(() => inputGradients(step, gradient, values, kernels));
          for (const [place, share] of shares.entries()) accumulate(step.inputs[place]!, share);
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
  return before.output === step.inputs[0] && !gradients[step.inputs[0]] && foldedTarget(before) !== null;
}

function traceOf(step: Step, values: Values): Omit<LayerTrace, 'gradient'> {
  const folds = isConvolution(step) ? step.folded : null;
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
            input: values[step.inputs[0]] as tf.Tensor4D,
          }
        : null,
  };
}

/** ∂y/∂(each value that the step read) from ∂y/∂(what it made). Always new tensors. */
function inputGradients(
  step: Step,
  gradient: tf.Tensor,
  values: Values,
  kernels: GradientKernels,
): tf.Tensor[] {
  const output = values[step.output]!;
  switch (step.kind) {
    case 'convolution':
    case 'depthwise': {
      const limit = limitOf(step.activation);
      const passed = (limit === null ? gradient : kernels.relu(gradient, output, limit)) as tf.Tensor4D;
      return [kernels[step.kind](passed, step, (values[step.inputs[0]] as tf.Tensor4D).shape)];
    }
    case 'relu':
      return [kernels.relu(gradient, output, step.limit)];
    case 'operation':
      return step.backward(
        gradient,
        step.inputs.map((input) => values[input]!),
        output,
      );
  }
}
