/** The engine itself: runs in a worker or in Node, on whatever backends the host has registered with tfjs. */
import type { RgbPixels } from '../image/pixels.ts';
import { Failure, type FailureData } from '../lib/failure.ts';
import type { CallOptions } from '../lib/service.ts';
import { createTurns } from '../lib/turns.ts';
import type {
  Derivation,
  DeriveParams,
  Engine,
  EngineInfo,
  ExplainEvent,
  ExplainParams,
  Explanation,
  OpenEvent,
  OpenParams,
  Prediction,
  Predictions,
  PredictParams,
  SurveyedPicture,
  SurveyParams,
  SurveySummary,
} from './api.ts';
import { chooseBackend } from './backend/chooseBackend.ts';
import { watchDevice } from './backend/watchDevice.ts';
import { answerDerivation, completeChoice } from './derive/derivation.ts';
import type { KeptRun } from './derive/keptRun.ts';
import type { FetchBytes } from './network/fetchBytes.ts';
import { checkPixels, toInputTensor } from './network/inputTensor.ts';
import { type LoadedModel, loadModel } from './network/loadModel.ts';
import { modelInvalid } from './network/modelInvalid.ts';
import type { Network } from './network/network.ts';
import { readNetwork } from './network/readLayersModel.ts';
import { predictionOf } from './network/score.ts';
import { prepareReduction } from './reduce/prepareReduction.ts';
import { createTracer } from './run/createTracer.ts';
import { explainRun } from './run/explainRun.ts';
import { gradientGain } from './run/gradientGain.ts';
import { pauseForMessages } from './run/pause.ts';
import type { Tracer } from './run/trace.ts';
import { checkWant } from './survey/checkWant.ts';
import { describeHead } from './survey/pooledHead.ts';
import { surveyPicture } from './survey/surveyPicture.ts';
import { registerWasmKernels } from './wasm/wasmKernels.ts';
import { reserveWasmMemory } from './wasm/wasmMemory.ts';

export interface EngineDependencies {
  readonly fetchBytes: FetchBytes;
  /** The device is gone; this engine must be replaced. */
  readonly onLost?: (failure: FailureData) => void;
  /** Largest size of what is kept of a run for `derive`. */
  readonly keptBudgetBytes?: number;
}

/** The default model's runs take half of it. */
const usualKeptBudgetBytes = 256 * 2 ** 20;

/** What a run of the default model takes and keeps. */
const usualRunBytes = 160 * 2 ** 20;

interface OpenedModel extends LoadedModel {
  readonly network: Network;
  readonly tracer: Tracer;
  readonly info: EngineInfo;
}

/** What `derive` needs of the last run. */
interface LastRun {
  readonly run: number;
  readonly pixels: RgbPixels;
  readonly seed: Float32Array;
  readonly kept: KeptRun | null;
}

/**
 * An engine on which nothing is open yet. Calls are taken one at a time, in the order in which they came;
 * one that is cancelled while it waits never starts.
 */
export function createEngine({
  fetchBytes,
  onLost,
  keptBudgetBytes: budgetBytes = usualKeptBudgetBytes,
}: EngineDependencies): Engine {
  registerWasmKernels();
  let opened: OpenedModel | null = null;
  let lastRun: LastRun | null = null;
  let runs = 0;
  const inTurn = createTurns();

  function forgetLastRun(): void {
    lastRun?.kept?.dispose();
    lastRun = null;
  }

  async function open(params: OpenParams, options: CallOptions<OpenEvent>): Promise<EngineInfo> {
    forgetLastRun();
    opened?.tracer.dispose();
    opened?.model.dispose();
    opened = null;
    options.onEvent?.({ phase: 'choosingBackend' });
    const backend = await chooseBackend(params.backend);
    if (onLost) watchDevice(onLost);
    const loading = loadModel(params.cardUrl, {
      fetchBytes,
      signal: options.signal,
      onProgress: (loadedBytes, totalBytes) =>
        options.onEvent?.({ phase: 'downloading', loadedBytes, totalBytes }),
    });
    // While the files are on their way nothing else is to be done.
    reserveWasmMemory(usualRunBytes);
    const loaded = await loading;
    options.onEvent?.({ phase: 'building' });
    const network = readNetwork(loaded.model);
    checkInput(loaded, network);
    const { tracer, tracing } = await createTracer(network);
    const reduction = await prepareReduction();
    const { card, hash } = loaded;
    const { layers, mapLength } = network;
    const info: EngineInfo = {
      backend,
      model: { card, hash, layers, mapLength, head: describeHead(network) },
      tracing,
      reduction,
    };
    opened = { ...loaded, network, tracer, info };
    return info;
  }

  async function explain(
    params: ExplainParams,
    { signal, onEvent }: CallOptions<ExplainEvent>,
  ): Promise<Explanation> {
    const startMs = performance.now();
    const { card, network, tracer, info } = requireOpened(opened);
    checkPixels(params.input, card.input);
    if (typeof params.target === 'number' && !(params.target in card.labels)) {
      throw new Failure('internal', `no class ${params.target}`, { target: params.target });
    }
    const keeps = params.keep ?? true;
    const choice = params.derive ? completeChoice(params.derive, network) : null;
    if (keeps) forgetLastRun();
    const input = toInputTensor(params.input, card.input.range);
    let prediction: Prediction | null = null;
    try {
      const { seed, kept, derivation, classIndex, maps, importance, diagnosis } = await explainRun({
        network,
        tracer,
        input,
        target: params.target,
        derive: choice,
        keeps,
        budgetBytes,
        diagnosed: network.layers,
        options: {
          pause: () => pauseForMessages(signal),
          onProgress: (fraction) => onEvent?.({ phase: 'mapping', fraction }),
        },
        onLogits(logits) {
          prediction = predictionOf(card, logits, network.outputKind);
          onEvent?.({ phase: 'predicted', prediction });
        },
      });
      if (!prediction) throw new Failure('internal', 'the tracer asked for no seed');
      const run = ++runs;
      if (keeps) lastRun = { run, pixels: params.input, seed, kept };
      return {
        run,
        prediction,
        classIndex,
        maps,
        importance,
        ...(derivation && { derivation }),
        diagnosis,
        backend: info.backend.name,
        elapsedMs: performance.now() - startMs,
      };
    } finally {
      input.dispose();
    }
  }

  async function predict(
    { inputs }: PredictParams,
    { signal, onEvent }: CallOptions<{ readonly fraction: number }>,
  ): Promise<Predictions> {
    const startMs = performance.now();
    const { card, network, tracer } = requireOpened(opened);
    for (const pixels of inputs) checkPixels(pixels, card.input);
    const predictions: Prediction[] = [];
    for (const pixels of inputs) {
      await pauseForMessages(signal);
      const input = toInputTensor(pixels, card.input.range);
      try {
        predictions.push(predictionOf(card, await tracer.predict(input), network.outputKind));
      } finally {
        input.dispose();
      }
      onEvent?.({ fraction: predictions.length / inputs.length });
    }
    return { predictions, elapsedMs: performance.now() - startMs };
  }

  async function survey(
    { model: id, inputs, want }: SurveyParams,
    { signal, onEvent }: CallOptions<SurveyedPicture>,
  ): Promise<SurveySummary> {
    const startMs = performance.now();
    const model = requireOpened(opened);
    const { card, info } = model;
    if (info.model.hash !== id) throw new Failure('internal', `the model ${id} is not open`, { model: id });
    checkWant(want, info.model);
    for (const pixels of inputs) checkPixels(pixels, card.input);
    const surveyed = { ...model, head: info.model.head };
    for (const [index, pixels] of inputs.entries()) {
      await inTurn(signal, async () => {
        const pause = () => pauseForMessages(signal);
        await pause();
        const input = toInputTensor(pixels, card.input.range);
        try {
          onEvent?.({ index, ...(await surveyPicture(surveyed, input, want, { pause })) });
        } finally {
          input.dispose();
        }
      });
    }
    return { elapsedMs: performance.now() - startMs };
  }

  async function derive(
    { run, ...wanted }: DeriveParams,
    { signal, onEvent }: CallOptions<{ readonly fraction: number }>,
  ): Promise<Derivation> {
    const { card, network, tracer } = requireOpened(opened);
    if (lastRun?.run !== run) throw new Failure('internal', `run ${run} is forgotten`, { run });
    const { pixels, seed, kept } = lastRun;
    const choice = completeChoice(wanted, network);
    const input = toInputTensor(pixels, card.input.range);
    try {
      const source = { network, tracer, input, seed, gain: gradientGain(), kept, budgetBytes };
      return await answerDerivation(choice, source, {
        pause: () => pauseForMessages(signal),
        onProgress: (fraction) => onEvent?.({ fraction }),
      });
    } finally {
      input.dispose();
    }
  }

  return {
    open: (params, options = {}) => inTurn(options.signal, () => open(params, options)),
    explain: (params, options = {}) => inTurn(options.signal, () => explain(params, options)),
    predict: (params, options = {}) => inTurn(options.signal, () => predict(params, options)),
    derive: (params, options = {}) => inTurn(options.signal, () => derive(params, options)),
    // Each picture waits for its own turn.
    survey: (params, options = {}) => survey(params, options),
    warmUp: (_params, options = {}) =>
      inTurn(options.signal, async () => {
        const { width, height } = requireOpened(opened).card.input;
        const input = { width, height, data: new Uint8Array(width * height * 3).fill(128) };
        const signal = options.signal ? { signal: options.signal } : {};
        const { elapsedMs } = await explain({ input, target: 'predicted' }, signal);
        forgetLastRun();
        return { elapsedMs };
      }),
  };
}

function requireOpened(opened: OpenedModel | null): OpenedModel {
  if (!opened) throw new Failure('internal', 'no model is open');
  return opened;
}

/** The card and the model must agree on what goes in and what comes out. */
function checkInput({ card, model }: LoadedModel, network: Network): void {
  const [, height, width, channels] = model.inputs[0]!.shape;
  const units = model.outputs[0]!.shape.at(-1);
  const expectedUnits = card.output === 'sigmoid' ? 1 : card.labels.length;
  const isRight =
    height === card.input.height &&
    width === card.input.width &&
    channels === 3 &&
    units === expectedUnits &&
    network.layers.length > 0;
  if (!isRight) {
    throw modelInvalid('card.json and model.json do not belong together', {
      file: 'card.json',
      input: String(model.inputs[0]!.shape),
      units: units ?? 0,
    });
  }
}
