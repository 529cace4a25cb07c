/** The forward half of a plan. */
import * as tf from '@tensorflow/tfjs';
import type { Intervention } from '../run/trace.ts';
import type { ForwardKernels } from './forwardKernels.ts';
import { rectify } from './operations/relu.ts';
import {
  type ConvolutionStep,
  foldedTarget,
  fusedActivation,
  isConvolution,
  type Plan,
  type Step,
  type ValueId,
} from './steps.ts';

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
        isConvolution(step) &&
        step.activation === 'linear' &&
        next?.kind === 'relu' &&
        next.inputs[0] === step.output &&
        !isChanged(step, intervention) &&
        lastUse.get(step.output) === index + 1 &&
        fusedActivation(next.limit);
      if (fuses && next) {
        const input = values[step.inputs[0]] as tf.Tensor4D;
        values[next.output] = changed(next, kernels.convolve(input, step, fuses), intervention);
        index += 1;
        latest = next.output;
      } else {
        values[step.output] = changed(step, outputOf(step, values, kernels), intervention);
        latest = step.output;
      }
      for (const used of step.inputs) {
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

function lastUses(steps: readonly Step[]): Map<ValueId, number> {
  const uses = new Map<ValueId, number>();
  steps.forEach((step, index) => {
    for (const input of step.inputs) uses.set(input, index);
  });
  return uses;
}

function outputOf(step: Step, values: Values, kernels: ForwardKernels): tf.Tensor {
  const inputs = step.inputs.map((id) => values[id]!);
  switch (step.kind) {
    case 'convolution':
    case 'depthwise':
      return kernels.convolve(inputs[0] as tf.Tensor4D, step, step.activation);
    case 'relu':
      return rectify(inputs[0]!, step.limit);
    case 'operation':
      return step.forward(inputs);
  }
}
