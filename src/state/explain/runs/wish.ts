import type { Explanation, ModelInfo } from '../../../engine/api.ts';
import type { Crate } from '../../../image/alter/crate.ts';
import type { Fit } from '../../../image/pixels.ts';
import { encodeCrate } from '../view/crateCode.ts';
import type { View } from '../view/view.ts';
import type { RunKey, ShownRun } from './runStatus.ts';

/** What the user asks to have explained. */
export interface Wish {
  readonly pictureId: string;
  /** Which of its frames, where the picture is a sequence. */
  readonly frame: number | null;
  readonly fit: Fit;
  readonly crate: Crate | null;
  readonly target: number | 'predicted';
  readonly modelHash: string;
}

/** What is to be explained: a class that the model does not have gives way to the most probable one. */
export function targetOf({ target }: View, model: ModelInfo | null): Wish['target'] {
  const isKnown = target !== 'predicted' && (model === null || target < model.card.labels.length);
  return isKnown ? target : 'predicted';
}

/** The key of a run; a run for 'predicted' only has it until the prediction is known. */
export function runKey({ pictureId, frame, fit, target, modelHash, crate }: Wish): RunKey {
  const picture = frame === null ? pictureId : `${pictureId}#${frame}`;
  return `${picture}|${fit}|${target}|${modelHash}|${encodeCrate(crate)}`;
}

/** The same for all targets: it stands for what the model is shown. */
export function keyWhenPredicted(wish: Wish): RunKey {
  return runKey({ ...wish, target: 'predicted' });
}

/** Whether the wish is the picture on the screen behind another crate, or behind one instead of none. */
export function isOtherCrate({ pictureId, fit, crate }: Wish, shown: ShownRun | null): boolean {
  return (
    shown?.pictureId === pictureId && shown.fit === fit && encodeCrate(shown.crate) !== encodeCrate(crate)
  );
}

/** A run that nobody waits for yet. */
export interface PreparedRun extends Pick<Wish, 'fit' | 'target'> {
  readonly key: RunKey;
  /** Keeps what the engine answered for when it is wanted. */
  take(explanation: Explanation): void;
}
