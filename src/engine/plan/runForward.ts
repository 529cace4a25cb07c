/** The forward half of a plan. */
import * as tf from '@tensorflow/tfjs';
import type { Intervention } from '../run/trace.ts';
import type { Activation, ForwardKernels } from './forwardKernels.ts';
import { type ConvolutionStep, foldedTarget, type Plan, type Step, type ValueId } from './steps.ts';

/** The outputs of all steps, by value id; value 0 is the input. A freed value is undefined. */
export type Values = (tf.Tensor | undefined)[];

/**
 * Runs every step and keeps every output, because the backward half and the maps need them.
 * The caller owns the values (but for value 0, which is the given input).
 */
export function runForward({ steps }: Plan, input: tf.Tensor4D, kernels: ForwardKernels): Values {
  const values: Values = [input];
  for (const step of steps) values[step.output] = tf.tidy(() => outputOf(step, values, kernels));
  return values;
}

/**
 * Runs every step for its last value alone: a relu is fused into the convolution before it and each value
 * is freed after its last use. The caller disposes the result, the logits, [pictures, units].
 *
 * What comes before an intervention runs for one picture; where such a value meets a changed one again, the
 * sum of both stretches it over all pictures.
 */
export function runPrediction(
  { steps }: Plan,
  input: tf.Tensor4D,
  kernels: ForwardKernels,
  intervention: Intervention | null = null,
): tf.Tensor2D {
  return tf.tidy(() => {
    const values: Values = [input];
    const lastUse = lastUses(steps);
    let latest = 0;
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index]!;
      const next = steps[index + 1];
      const fuses =
        (step.kind === 'convolution' || step.kind === 'depthwise') &&
        next?.kind === 'relu' &&
        next.input === step.output &&
        !isChanged(step, intervention) &&
        lastUse.get(step.output) === index + 1 &&
        activationFor(next.limit);
      if (fuses && next) {
        values[next.output] = changed(
          next,
          kernels.convolve(values[step.input] as tf.Tensor4D, step, fuses),
          intervention,
        );
        index += 1;
        latest = next.output;
      } else {
        values[step.output] = changed(step, outputOf(step, values, kernels), intervention);
        latest = step.output;
      }
      for (const used of inputsOf(step)) {
        if (used !== 0 && lastUse.get(used)! <= index) values[used]?.dispose();
      }
    }
    return values[latest] as tf.Tensor2D;
  });
}

function isChanged(step: Step, intervention: Intervention | null): boolean {
  if (!intervention) return false;
  return step.target === intervention.layer || foldedTarget(step) === intervention.layer;
}

/** A step's output after the intervention, if that is about this step. */
function changed(step: Step, output: tf.Tensor, intervention: Intervention | null): tf.Tensor {
  if (!intervention || !isChanged(step, intervention)) return output;
  if (step.target === intervention.layer) return intervention.replace(output as tf.Tensor4D);
  const { normalisation } = (step as ConvolutionStep).folded!;
  const { scale, shift } = normalisation;
  // scale·A + shift is what the step makes of the convolution's own A.
  const own: tf.Tensor4D = tf.div(tf.sub(output, shift), scale);
  return tf.add(tf.mul(intervention.replace(own), scale), shift);
}

/** The values a step reads. */
export function inputsOf(step: Step): readonly ValueId[] {
  return step.kind === 'add' ? step.inputs : [step.input];
}

function lastUses(steps: readonly Step[]): Map<ValueId, number> {
  const uses = new Map<ValueId, number>();
  steps.forEach((step, index) => {
    for (const input of inputsOf(step)) uses.set(input, index);
  });
  return uses;
}

function activationFor(limit: number): Activation | false {
  if (limit === 6) return 'relu6';
  return limit === Infinity ? 'relu' : false;
}

function outputOf(step: Step, values: Values, kernels: ForwardKernels): tf.Tensor {
  const input = (id: ValueId) => values[id] as tf.Tensor4D;
  switch (step.kind) {
    case 'affine':
      return tf.add(tf.mul(input(step.input), step.scale), step.offset);
    case 'pad':
      return tf.pad4d(input(step.input), [[0, 0], step.rows, step.columns, [0, 0]]);
    case 'convolution':
    case 'depthwise':
      return kernels.convolve(input(step.input), step, 'linear');
    case 'relu': {
      const x = input(step.input);
      if (step.limit === 6) return tf.relu6(x);
      return step.limit === Infinity ? tf.relu(x) : tf.clipByValue(x, 0, step.limit);
    }
    case 'add':
      // addN has no kernel everywhere; residual connections add two.
      return step.inputs.map((id) => values[id]!).reduce((sum, value) => tf.add(sum, value));
    case 'globalAverage':
      return tf.mean(input(step.input), [1, 2]);
    case 'dense': {
      const product = tf.matMul(values[step.input] as tf.Tensor2D, step.kernel);
      return step.bias ? tf.add(product, step.bias) : product;
    }
  }
}
