/** What a network's numbers mean, from its last layers. */
import type { ModelSource, OutlineNode } from '../formats/modelSource.ts';
import { activationOf } from './firstLayers.ts';
import type { Guess, OutputKind } from './modelSheet.ts';

/** What may stand between the last activation and the output without changing a number. */
const passing: ReadonlySet<string> = new Set(['Reshape', 'Flatten', 'Squeeze', 'Permute']);

/** @returns sure where the last layer says it, else plain values */
export function guessOutput({ outline }: ModelSource): Guess<OutputKind> {
  const units = unitsOf(outline);
  const last = lastComputing(outline);
  const activation = last ? activationOf(last) : '';
  const evidence = { kind: 'lastLayer', detail: last?.name ?? '' } as const;
  if (activation === 'softmax') return { value: 'softmax', evidence, isSure: true };
  if (activation === 'sigmoid')
    return { value: units === 1 ? 'sigmoid' : 'sigmoids', evidence, isSure: true };
  return { value: 'values', evidence: { kind: 'custom', detail: '' }, isSure: false };
}

/** How many numbers the network gives. */
export function unitsOf(outline: readonly OutlineNode[]): number {
  return (outline.at(-1)?.shape ?? []).reduce((product, size) => product * size, 1);
}

function lastComputing(outline: readonly OutlineNode[]): OutlineNode | null {
  let node = outline.at(-1);
  while (node && passing.has(node.kind) && node.inputs.length === 1) node = outline[node.inputs[0]!];
  return node ?? null;
}
