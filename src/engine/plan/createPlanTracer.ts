import * as tf from '@tensorflow/tfjs';
import type { Tracer } from '../run/trace.ts';
import { currentForwardKernels } from './chooseForwardKernels.ts';
import { currentGradientKernels } from './chooseGradientKernels.ts';
import { runBackward } from './runBackward.ts';
import { runForward, runPrediction } from './runForward.ts';
import { foldedTarget, type Plan } from './steps.ts';

/** Traces a network by its compiled plan; owns the plan's tensors. */
export function createPlanTracer(plan: Plan): Tracer {
  return {
    kind: 'plan',
    outline: plan.steps.flatMap((step) => {
      const foldedIndex = foldedTarget(step);
      return step.target === null && foldedIndex === null ? [] : [{ index: step.target, foldedIndex }];
    }),
    async predict(input, intervention) {
      const logits = runPrediction(plan, input, currentForwardKernels(), intervention);
      try {
        return [...(await logits.data())];
      } finally {
        logits.dispose();
      }
    },
    async trace(input, chooseSeed, visit, options) {
      const values = runForward(plan, input, currentForwardKernels());
      let seed: tf.Tensor2D;
      try {
        const logits = [...(await (values.at(-1) as tf.Tensor2D).data())];
        await options.pause();
        seed = tf.tensor2d(chooseSeed(logits), [1, logits.length]);
      } catch (thrown) {
        tf.dispose(values.slice(1).filter((value) => value !== undefined));
        throw thrown;
      }
      await runBackward(plan, values, seed, currentGradientKernels(), visit, options);
    },
    dispose: () => {
      tf.dispose([...plan.owned]);
    },
  };
}
