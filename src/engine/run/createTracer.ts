import type { Tracing } from '../api.ts';
import type { Network } from '../network/network.ts';
import { readKernels, readNormalisations } from '../network/networkNumbers.ts';
import { compilePlan } from '../plan/compilePlan.ts';
import { createPlanTracer } from '../plan/createPlanTracer.ts';
import type { Tracer } from './trace.ts';

/** Compiles a network for the current backend. */
export async function createTracer(network: Network): Promise<{ tracer: Tracer; tracing: Tracing }> {
  const [normalisations, kernels] = await Promise.all([readNormalisations(network), readKernels(network)]);
  const plan = compilePlan(network, { normalisations, kernels });
  return { tracer: createPlanTracer(plan), tracing: { kind: 'plan' } };
}
