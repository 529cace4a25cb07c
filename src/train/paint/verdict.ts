import { isDefined } from '../../measure/classification/measured.ts';
import type { PairedAnswers } from '../../measure/classification/pairedAnswers.ts';
import { bootstrapMean } from '../../measure/confidenceInterval.ts';

/** A number of each held-out picture, by the model before and after, in the same order. */
export interface BeforeAndAfter {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

/** What is asked of held-out pictures, always all four together. */
export interface RemedyMeasures {
  /** (a) Evidence in the painted region, signed (for class 1), in logits. */
  readonly evidence: BeforeAndAfter;
  /** (b) Change of the logit when the region is replaced, signed, one for each picture and filling. */
  readonly behaviour: BeforeAndAfter;
  /** (c) Right answers on pictures that have the thing. */
  readonly withThing: PairedAnswers;
  /** (d) Right answers on pictures as they are. */
  readonly clean: PairedAnswers;
  /** Whether there are held-out pictures enough of every class, with the thing and clean. */
  readonly hasEnough: boolean;
}

export type VerdictKind = 'reliesLess' | 'onlyMap' | 'worse' | 'tooFew';

export interface Verdict {
  readonly kind: VerdictKind;
  /** The sentence for the screen. */
  readonly words: string;
  readonly evidenceFalls: boolean;
  readonly behaviourFalls: boolean;
}

/** Below it a change for the worse is no chance. */
const worstChance = 0.1;
const seed = 1;

/**
 * Whether a corrected map is a corrected model.
 *
 * - (c) or (d) worse, of a mid-p below .1: "The map looks better, the model is worse."
 * - (a) falls, (b) falls, (c) and (d) not worse: "It relies on it less."
 * - (a) falls, (b) does not: "Only the map changed."
 * - everything else: "Too few pictures to tell."
 *
 * A number falls if the 95 % interval of its mean change (bootstrap over pictures) lies below 0; of (a) and (b) the size
 * counts, |evidence| and |Δz|. The first rule goes before the others, since a model that is worse is worse whatever it
 * relies on; where the map does not even look better, its sentence is "The model is worse."
 */
export function judgeRemedy(measures: RemedyMeasures): Verdict {
  const { evidence, behaviour, withThing, clean, hasEnough } = measures;
  const [evidenceFalls, behaviourFalls] = [falls(evidence), falls(behaviour)];
  const kind = kindOf(evidenceFalls, behaviourFalls, hasEnough, isWorse(withThing) || isWorse(clean));
  const isWorseAlone = kind === 'worse' && !evidenceFalls;
  return {
    kind,
    words: isWorseAlone ? 'The model is worse.' : words[kind],
    evidenceFalls,
    behaviourFalls,
  };
}

const words: Readonly<Record<VerdictKind, string>> = {
  reliesLess: 'It relies on it less.',
  onlyMap: 'Only the map changed.',
  worse: 'The map looks better, the model is worse.',
  tooFew: 'Too few pictures to tell.',
};

function kindOf(
  evidenceFalls: boolean,
  behaviourFalls: boolean,
  hasEnough: boolean,
  isModelWorse: boolean,
): VerdictKind {
  if (!hasEnough) return 'tooFew';
  if (isModelWorse) return 'worse';
  if (!evidenceFalls) return 'tooFew';
  return behaviourFalls ? 'reliesLess' : 'onlyMap';
}

function isWorse({ better, worse, midP }: PairedAnswers): boolean {
  return worse > better && isDefined(midP) && midP < worstChance;
}

function falls({ before, after }: BeforeAndAfter): boolean {
  const changes = Array.from(before, (value, at) => Math.abs(after[at]!) - Math.abs(value));
  const mean = bootstrapMean(changes, seed);
  return mean !== null && mean.high < 0;
}
