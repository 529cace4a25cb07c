import { instantMethodIds } from '../../cam/methods.ts';
import { Failure } from '../../lib/failure.ts';
import type { ModelInfo, SurveyWant } from '../api.ts';

/** @throws Failure `internal` for what this model cannot answer, before any picture is looked at */
export function checkWant(
  { evidence, evidenceFeatures, fusedMap }: SurveyWant,
  { card, head }: ModelInfo,
): void {
  if ((evidence || evidenceFeatures) && !head.isPooledDense) {
    throw new Failure(
      'internal',
      'evidence adds up only where the network ends in pooling and a dense layer',
    );
  }
  if (!fusedMap) return;
  const { method, target, side } = fusedMap;
  if (!instantMethodIds.includes(method)) {
    throw new Failure('internal', `no method “${method}” that every run carries`, { method });
  }
  if (target !== 'predicted' && !(target in card.labels)) {
    throw new Failure('internal', `no class ${target}`, { target });
  }
  if (!(Number.isInteger(side) && side >= 1 && side <= 255)) {
    throw new Failure('internal', `a small map has 1 to 255 cells a side, not ${side}`, { side });
  }
}
