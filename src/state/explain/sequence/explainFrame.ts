import { placeBehindCrate } from '../../../image/alter/crate.ts';
import type { EngineDesk } from '../../shell/engine/engineDesk.ts';
import { targetOf } from '../runs/wish.ts';
import type { FramePipelineOptions } from './framePipeline.ts';
import type { SequenceEntryOptions } from './sequenceEntry.ts';

export interface FrameExplainerOptions extends Pick<SequenceEntryOptions, 'store'> {
  readonly desk: Pick<EngineDesk, 'ask' | 'whenReady'>;
  /** The one that frames stand for. */
  pictureId(): string;
}

/** Asks for a frame's maps, as the view wants them at the moment of the call. The engine keeps nothing of the run. */
export function createFrameExplainer(options: FrameExplainerOptions): FramePipelineOptions['explain'] {
  let frameNumber = 0;
  return ({ fit, input: bare }, signal) =>
    // A frame of a lost engine is old when there is another one.
    options.desk.ask(
      async ({ engine, info: { model } }) => {
        const { view } = options.store.getState();
        const { crate } = view;
        const target = targetOf(view, model);
        frameNumber += 1;
        const pictureId = options.pictureId();
        const wish = { pictureId, frame: frameNumber, fit, crate, target, modelHash: model.id };
        const input = crate === null ? bare : placeBehindCrate(bare, crate);
        const params = { model: model.id, input, target, keep: false };
        return { wish, explanation: await engine.explain(params, { signal }) };
      },
      { onLoss: 'fail', signal },
    );
}
