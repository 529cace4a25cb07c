import type { NetworkNode } from '../network/network.ts';

/**
 * The order in which a plan computes nodes: what can follow a node at once does, so that a ReLU stands behind its
 * BatchNorm even where a file lists branches side by side, and as little as possible waits.
 *
 * @param nodes in topological order
 * @returns their positions, in another topological order
 */
export function orderSteps(nodes: readonly NetworkNode[]): number[] {
  const readers = readersOf(nodes);
  const missing = nodes.map(({ inputs }) => new Set(inputs).size);
  const order: number[] = [];
  // Sources last, so that they are taken first to last.
  const ready = nodes.flatMap(({ inputs }, position) => (inputs.length === 0 ? [position] : [])).reverse();
  for (let position = ready.pop(); position !== undefined; position = ready.pop()) {
    order.push(position);
    const next = readers[position]!.filter((reader) => --missing[reader]! === 0);
    ready.push(...next.reverse());
  }
  return order;
}

/** Which nodes read a node, each once. */
export function readersOf(nodes: readonly NetworkNode[]): number[][] {
  const readers: number[][] = nodes.map(() => []);
  for (const [position, { inputs }] of nodes.entries()) {
    for (const input of new Set(inputs)) readers[input]!.push(position);
  }
  return readers;
}
