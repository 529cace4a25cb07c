import type { Tracing } from '../api.ts';
import type { Network } from '../network/network.ts';
import { readKernels, readNormalisations } from '../network/networkNumbers.ts';
import { compilePlan } from '../plan/compilePlan.ts';
import { createPlanTracer } from '../plan/createPlanTracer.ts';
import { createTapeTracer } from '../tape/createTapeTracer.ts';
import type { Tracer } from './trace.ts';

/** The fastest tracer that knows every layer of the network, and why it is not the plan if it is not. */
export async function createTracer(network: Network): Promise<{ tracer: Tracer; tracing: Tracing }> {
  const normalisations = await readNormalisations(network);
  const plan = compilePlan(network, { normalisations, kernels: await readKernels(network) });
  if ('unsupported' in plan) {
    const tracer = createTapeTracer(network, normalisations);
    return { tracer, tracing: { kind: 'tape', reason: plan.unsupported } };
  }
  return { tracer: createPlanTracer(plan), tracing: { kind: 'plan' } };
}
