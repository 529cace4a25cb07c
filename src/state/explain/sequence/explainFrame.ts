import { placeBehindCrate } from '../../../image/alter/crate.ts';
import { type FailureData, toFailure } from '../../../lib/failure.ts';
import { isLoss, type ReadyEngine } from '../../shell/engine/engineLifecycle.ts';
import { targetOf } from '../runs/wish.ts';
import type { FramePipelineOptions } from './framePipeline.ts';
import type { SequenceEntryOptions } from './sequenceEntry.ts';

export interface FrameExplainerOptions extends Pick<SequenceEntryOptions, 'store'> {
  /** The engine as soon as it answers. */
  whenReady(): Promise<ReadyEngine>;
  /** The one that frames stand for. */
  pictureId(): string;
  onLost(ready: ReadyEngine, failure: FailureData): void;
}

/** Asks for a frame's maps, as the view wants them at the moment of the call. The engine keeps nothing of the run. */
export function createFrameExplainer(options: FrameExplainerOptions): FramePipelineOptions['explain'] {
  let frameNumber = 0;
  return async ({ fit, input: bare }, signal) => {
    // The engine may be another one since the frame was asked for.
    const ready = await options.whenReady();
    const { view } = options.store.getState();
    const { model } = ready.info;
    const { crate } = view;
    const target = targetOf(view, model);
    frameNumber += 1;
    const pictureId = options.pictureId();
    const wish = { pictureId, frame: frameNumber, fit, crate, target, modelHash: model.id };
    const input = crate === null ? bare : placeBehindCrate(bare, crate);
    try {
      return {
        wish,
        explanation: await ready.engine.explain({ model: model.id, input, target, keep: false }, { signal }),
      };
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (isLoss(failure)) options.onLost(ready, failure);
      throw failure;
    }
  };
}
