/** What can be asked of a loaded model about pictures. */
import type * as tf from '@tensorflow/tfjs';
import type { RgbPixels } from '../../image/pixels.ts';
import { Failure } from '../../lib/failure.ts';
import type { Lane, TakeLane, Turn } from '../../lib/lanes.ts';
import type { CallOptions } from '../../lib/service.ts';
import type {
  BackendName,
  Derivation,
  DeriveParams,
  Engine,
  ExplainEvent,
  ExplainParams,
  Explanation,
  ModelId,
  ModelInfo,
  Prediction,
  Predictions,
  PredictParams,
  SurveyedPicture,
  SurveyParams,
  SurveySummary,
} from '../api.ts';
import { answerDerivation, completeChoice } from '../derive/derivation.ts';
import { checkPixels, toInputTensor } from '../network/inputTensor.ts';
import { predictionOf } from '../network/score.ts';
import { explainRun } from '../run/explainRun.ts';
import { gradientGain } from '../run/gradientGain.ts';
import { pauseForMessages } from '../run/pause.ts';
import { checkWant } from '../survey/checkWant.ts';
import { surveyPicture } from '../survey/surveyPicture.ts';
import type { KeptRuns } from './keptRuns.ts';
import type { ModelTable } from './modelTable.ts';
import type { OpenedModel } from './openModel.ts';

/** A run that takes more does not give way on its way: there would not be memory for two. */
const mostNestedRunBytes = 256 * 2 ** 20;

export interface PictureCallOptions {
  readonly inLane: TakeLane;
  readonly models: ModelTable<OpenedModel>;
  readonly keptRuns: KeptRuns;
  /** Largest size of what is kept of a run. */
  readonly budgetBytes: number;
  /** @throws Failure `internal` while the engine is not started */
  backend(): BackendName;
  /** Aborted when the engine is started anew: what has given way must not go on, on another backend. */
  life(): AbortSignal;
}

/** The engine's methods that name a model and pictures. */
export function createPictureCalls({
  inLane,
  models,
  keptRuns,
  budgetBytes,
  backend,
  life,
}: PictureCallOptions): Pick<Engine, 'warmUp' | 'explain' | 'predict' | 'derive' | 'survey'> {
  let runs = 0;

  /** @throws Failure `cancelled` between steps, when the call is cancelled or the engine starts anew */
  function pauseOf(turn: Turn, signal: AbortSignal | undefined, { model }: OpenedModel): () => Promise<void> {
    const own = life();
    const givesWay = model.costs.runBytes <= mostNestedRunBytes;
    return async () => {
      await pauseForMessages(signal);
      if (!givesWay) return;
      await turn.giveWay();
      if (signal?.aborted) throw new Failure('cancelled', 'cancelled while others were answered');
      if (own.aborted) throw new Failure('cancelled', 'the engine was started anew');
    };
  }

  async function explain(
    params: ExplainParams,
    { signal, onEvent }: CallOptions<ExplainEvent>,
  ): Promise<Explanation> {
    const startMs = performance.now();
    const { lane = 'interactive', model: id, target, input: pixels, keep = true } = params;
    return inLane(lane, signal, (turn) =>
      models.use(id, async (opened) => {
        const { network, model } = opened;
        if (typeof target === 'number') checkClass(target, model);
        const derive = params.derive ? completeChoice(params.derive, network) : null;
        if (keep) keptRuns.forget(id);
        const run = await withInput(pixels, model, (input) =>
          explainRun({
            ...opened,
            input,
            target,
            derive,
            keeps: keep,
            budgetBytes,
            diagnosed: network.layers,
            options: {
              pause: pauseOf(turn, signal, opened),
              onProgress: (fraction) => onEvent?.({ phase: 'mapping', fraction }),
            },
            onLogits: (logits) =>
              onEvent?.({
                phase: 'predicted',
                prediction: predictionOf(model.card, logits, network.outputKind),
              }),
          }),
        );
        const { logits, classIndex, maps, importance, derivation, diagnosis, seed, kept } = run;
        runs += 1;
        if (keep) keptRuns.keep(id, { run: runs, pixels, seed, kept }, model.costs.keptBytes);
        return {
          run: runs,
          prediction: predictionOf(model.card, logits, network.outputKind),
          classIndex,
          maps,
          importance,
          ...(derivation && { derivation }),
          diagnosis,
          backend: backend(),
          elapsedMs: performance.now() - startMs,
        };
      }),
    );
  }

  /** Each picture in a turn of its own; the model stays from the first to the last. */
  async function forEachPicture(
    opened: OpenedModel,
    inputs: readonly RgbPixels[],
    { lane, signal }: { readonly lane: Lane; readonly signal: AbortSignal | undefined },
    answer: (input: tf.Tensor4D, index: number, pause: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    for (const pixels of inputs) checkPixels(pixels, opened.model.card.input);
    const own = life();
    for (const [index, pixels] of inputs.entries()) {
      await inLane(lane, signal, async (turn) => {
        const pause = pauseOf(turn, signal, opened);
        await pause();
        if (own.aborted) throw new Failure('cancelled', 'the engine was started anew');
        await withInput(pixels, opened.model, (input) => answer(input, index, pause));
      });
    }
  }

  async function predict(
    { model: id, inputs, lane = 'interactive' }: PredictParams,
    { signal, onEvent }: CallOptions<{ readonly fraction: number }>,
  ): Promise<Predictions> {
    const startMs = performance.now();
    const predictions: Prediction[] = [];
    await models.use(id, (opened) =>
      forEachPicture(opened, inputs, { lane, signal }, async (input) => {
        predictions.push(
          predictionOf(opened.model.card, await opened.tracer.predict(input), opened.network.outputKind),
        );
        onEvent?.({ fraction: predictions.length / inputs.length });
      }),
    );
    return { predictions, elapsedMs: performance.now() - startMs };
  }

  async function survey(
    { model: id, inputs, want }: SurveyParams,
    { signal, onEvent }: CallOptions<SurveyedPicture>,
  ): Promise<SurveySummary> {
    const startMs = performance.now();
    await models.use(id, async (opened) => {
      checkWant(want, opened.model);
      await forEachPicture(opened, inputs, { lane: 'bulk', signal }, async (input, index, pause) => {
        onEvent?.({ index, ...(await surveyPicture(opened, input, want, { pause })) });
      });
    });
    return { elapsedMs: performance.now() - startMs };
  }

  async function derive(
    { model: id, run, ...wanted }: DeriveParams,
    { signal, onEvent }: CallOptions<{ readonly fraction: number }>,
  ): Promise<Derivation> {
    return inLane('interactive', signal, () =>
      models.use(id, (opened) => {
        const { network, tracer, model } = opened;
        const { pixels, seed, kept } = keptRuns.find(id, run);
        const choice = completeChoice(wanted, network);
        return withInput(pixels, model, (input) => {
          const source = { network, tracer, input, seed, gain: gradientGain(), kept, budgetBytes };
          return answerDerivation(choice, source, {
            pause: () => pauseForMessages(signal),
            onProgress: (fraction) => onEvent?.({ fraction }),
          });
        });
      }),
    );
  }

  async function warmUp(
    id: ModelId,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly elapsedMs: number }> {
    const { width, height } = models.find(id)?.model.card.input ?? { width: 0, height: 0 };
    const input = { width, height, data: new Uint8Array(width * height * 3).fill(128) };
    const { elapsedMs } = await explain({ model: id, input, target: 'predicted' }, signal ? { signal } : {});
    keptRuns.forget(id);
    return { elapsedMs };
  }

  return {
    warmUp: ({ model }, { signal } = {}) => warmUp(model, signal),
    explain: (params, options = {}) => explain(params, options),
    predict: (params, options = {}) => predict(params, options),
    derive: (params, options = {}) => derive(params, options),
    survey: (params, options = {}) => survey(params, options),
  };
}

/** @throws Failure `internal` */
function checkClass(target: number, { card }: ModelInfo): void {
  if (!(target in card.labels)) throw new Failure('internal', `no class ${target}`, { target });
}

/** @throws Failure `internal` for a picture that is not of the model's size */
async function withInput<Result>(
  pixels: RgbPixels,
  { card }: ModelInfo,
  work: (input: tf.Tensor4D) => Promise<Result>,
): Promise<Result> {
  checkPixels(pixels, card.input);
  const input = toInputTensor(pixels, card.input.range);
  try {
    return await work(input);
  } finally {
    input.dispose();
  }
}
