/** Runs a network node by node with operations that tfjs can differentiate, keeping every output. */
import type * as tf from '@tensorflow/tfjs';
import type { Network } from '../network/network.ts';
import type { Normalisation } from '../network/networkNumbers.ts';
import { compileOperation } from '../plan/operations/compileOperation.ts';
import type { Intervention } from '../run/trace.ts';

/** The output of every node, by position. What the nodes need beside their weights is left to the caller's tidy. */
export function walkNetwork(
  { nodes, targets }: Network,
  normalisations: ReadonlyMap<number, Normalisation>,
  input: tf.Tensor,
  intervention: Intervention | null = null,
): tf.Tensor[] {
  const changedPosition = intervention ? targets[intervention.layer] : null;
  const outputs: tf.Tensor[] = [];
  for (const [position, node] of nodes.entries()) {
    if (node.inputs.length === 0) {
      outputs.push(input);
      continue;
    }
    const inputs = node.inputs.map((index) => outputs[index]!);
    const output = compileOperation(node, normalisations.get(position), (tensor) => tensor).forward(inputs);
    const isChanged = intervention !== null && position === changedPosition;
    outputs.push(isChanged ? intervention.replace(output as tf.Tensor4D) : output);
  }
  return outputs;
}
