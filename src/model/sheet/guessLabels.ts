/** Names for a network's outputs. */
import { fieldOf, listOf } from '../formats/json/modelJson.ts';
import { labelsFromJson } from '../formats/labels.ts';
import type { ModelSource } from '../formats/modelSource.ts';
import { imageNetNames } from './imageNetNames.ts';
import type { Guess } from './modelSheet.ts';
import { unitsOf } from './outputKind.ts';

/**
 * As many names as there are outputs; two for a single output, the second for a high number. From the metadata, from
 * a dropped list of the right length, from ImageNet (1,000 outputs, or 1,001 with “background” first), and else
 * “class 0”, “class 1”, …
 */
export function guessLabels({ outline, notes }: ModelSource): Guess<readonly string[]> {
  const units = unitsOf(outline);
  const wanted = units === 1 ? 2 : units;
  const { metadata } = notes;
  const own =
    metadata && (labelsFromJson(metadata, 'metadata') ?? namesIn(listOf(fieldOf(metadata, 'labels'))));
  if (own?.labels.length === wanted) {
    return { value: own.labels, evidence: { kind: 'metadata', detail: '' }, isSure: true };
  }
  const fitting = notes.labelLists.filter(({ labels }) => labels.length === wanted);
  if (fitting[0]) {
    const evidence = { kind: 'labelFile', detail: fitting[0].file } as const;
    return { value: fitting[0].labels, evidence, isSure: fitting.length === 1 };
  }
  if (units === 1000 || units === 1001) {
    const names = imageNetNames();
    const evidence = { kind: 'imageNet', detail: '' } as const;
    return { value: units === 1000 ? names : ['background', ...names], evidence, isSure: true };
  }
  const value = units === 1 ? ['no', 'yes'] : Array.from({ length: wanted }, (_, index) => `class ${index}`);
  return { value, evidence: { kind: 'custom', detail: '' }, isSure: false };
}

/** A list of one name, which is no list of classes for other files. */
function namesIn(list: readonly unknown[] | null): { readonly labels: readonly string[] } | null {
  return list?.every((name) => typeof name === 'string') ? { labels: list } : null;
}
