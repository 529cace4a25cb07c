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
} from './api.ts';
import { chooseBackend } from './chooseBackend.ts';
import { createTracer } from './createTracer.ts';
import { answerDerivation, completeChoice } from './derive/derivation.ts';
import { createKeeper, groupByBudget, type KeptRun } from './derive/keptRun.ts';
import { diagnoseRun } from './diagnoseRun.ts';
import type { FetchBytes } from './fetchBytes.ts';
import { gradientGain } from './gradientGain.ts';
import { checkPixels, toInputTensor } from './inputTensor.ts';
import { type LoadedModel, loadModel } from './loadModel.ts';
import { modelInvalid } from './modelInvalid.ts';
import { type Network, readNetwork } from './network.ts';
import { pauseForMessages } from './pause.ts';
import { prepareReduction } from './reduce/prepareReduction.ts';
import { runTrace } from './runTrace.ts';
import { predictionOf, scoreSeed } from './score.ts';
import type { TraceOptions, Tracer } from './trace.ts';
import { registerWasmKernels } from './wasmKernels.ts';
import { reserveWasmMemory } from './wasmMemory.ts';
import { watchDevice } from './watchDevice.ts';

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
    const info: EngineInfo = { backend, model: { card, hash, layers, mapLength }, tracing, reduction };
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
    const fits = groupByBudget(network, tracer.outline, budgetBytes).length === 1;
    const keeper = (keeps || choice) && fits ? createKeeper(gradientGain()) : null;
    let prediction: Prediction | null = null;
    let classIndex = 0;
    let seed: Float32Array = new Float32Array();
    const chooseSeed = (logits: readonly number[]) => {
      prediction = predictionOf(card, logits);
      classIndex = params.target === 'predicted' ? prediction.classIndex : params.target;
      onEvent?.({ phase: 'predicted', prediction });
      seed = scoreSeed(logits.length, classIndex);
      return seed;
    };
    const part = (from: number, to: number): TraceOptions => ({
      pause: () => pauseForMessages(signal),
      onProgress: (fraction) => onEvent?.({ phase: 'mapping', fraction: from + (to - from) * fraction }),
    });
    try {
      const runPart = part(0, choice ? 0.5 : 1);
      const { maps, importance } = await runTrace(network, tracer, input, chooseSeed, runPart, keeper);
      if (!prediction) throw new Failure('internal', 'the tracer asked for no seed');
      const { layers } = network;
      const diagnosis = await diagnoseRun({ layers, maps, prediction, classIndex }, keeper);
      const source = { network, tracer, input, seed, gain: gradientGain(), kept: keeper, budgetBytes };
      const derivation = choice && (await answerDerivation(choice, source, part(0.5, 1)));
      const run = ++runs;
      if (keeps) lastRun = { run, pixels: params.input, seed, kept: keeper };
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
      if (lastRun?.kept !== keeper) keeper?.dispose();
      input.dispose();
    }
  }

  async function predict(
    { inputs }: PredictParams,
    { signal, onEvent }: CallOptions<{ readonly fraction: number }>,
  ): Promise<Predictions> {
    const startMs = performance.now();
    const { card, tracer } = requireOpened(opened);
    for (const pixels of inputs) checkPixels(pixels, card.input);
    const predictions: Prediction[] = [];
    for (const pixels of inputs) {
      await pauseForMessages(signal);
      const input = toInputTensor(pixels, card.input.range);
      try {
        predictions.push(predictionOf(card, await tracer.predict(input)));
      } finally {
        input.dispose();
      }
      onEvent?.({ fraction: predictions.length / inputs.length });
    }
    return { predictions, elapsedMs: performance.now() - startMs };
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
