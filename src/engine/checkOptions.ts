/** What the library is asked for, checked: its callers may be scripts that no compiler has seen. */
import { type CamMethodId, camMethodIds } from '../cam/methods.ts';
import { Failure } from '../lib/failure.ts';
import { type FusionChoice, type FusionRule, fusionRules } from './fuseLayerMaps.ts';

interface CheckedOptions {
  readonly method: CamMethodId;
  readonly fuse: FusionChoice;
  /** What chooses the layers, if anything does. */
  readonly layers: unknown;
}

/** A fusion's settings, as far as they are known. */
interface FusionSettings {
  readonly rule: FusionRule;
  readonly weightOf?: unknown;
  readonly percentile?: unknown;
}

/**
 * @throws Failure `internal` for a method or a fusion that does not exist, and for layers or weights not given by a
 * function
 */
export function checkOptions({ method, fuse, layers }: CheckedOptions): void {
  if (!camMethodIds.includes(method)) {
    throw new Failure('internal', `no method “${method}”: there are ${camMethodIds.join(', ')}`, { method });
  }
  if (layers !== undefined && typeof layers !== 'function') {
    throw new Failure('internal', '“layers” is a function that says of a layer whether it is wanted');
  }
  if (typeof fuse === 'function') return;
  const given: unknown = fuse;
  if (typeof given !== 'string' && (typeof given !== 'object' || given === null)) {
    throw new Failure(
      'internal',
      `“fuse” is a rule, a rule with its settings or a function, not ${String(given)}`,
    );
  }
  const settings: FusionSettings = typeof fuse === 'string' ? { rule: fuse } : fuse;
  const { rule, weightOf, percentile = 80 } = settings;
  const rules: readonly string[] = fusionRules;
  // “Sharpest” has no settings.
  if (!rules.includes(rule) || (rule === 'sharpest' && typeof fuse === 'object')) {
    throw new Failure('internal', `no fusion “${rule}” of this form: there are ${rules.join(', ')}`, {
      fuse: String(rule),
    });
  }
  if (weightOf !== undefined && typeof weightOf !== 'function') {
    throw new Failure('internal', '“weightOf” is a function that gives a layer its weight');
  }
  if (!(typeof percentile === 'number' && percentile >= 0 && percentile <= 100)) {
    throw new Failure('internal', `a percentile lies between 0 and 100, not at ${String(percentile)}`, {
      percentile: String(percentile),
    });
  }
}

/**
 * The class to explain. A model with one output tells two classes apart.
 *
 * @throws Failure `internal` for a class that the model does not have
 */
export function targetClass(target: number | 'predicted', logits: readonly number[]): number {
  if (target === 'predicted') return predictedClass(logits);
  const classes = logits.length === 1 ? 2 : logits.length;
  if (Number.isInteger(target) && target >= 0 && target < classes) return target;
  throw new Failure('internal', `no class ${target}: the model has ${classes}, from 0 to ${classes - 1}`, {
    target: String(target),
    classes,
  });
}

function predictedClass(logits: readonly number[]): number {
  if (logits.length === 1) return logits[0]! > 0 ? 1 : 0;
  return logits.indexOf(Math.max(...logits));
}
