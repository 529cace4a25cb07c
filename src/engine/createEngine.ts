/** The engine itself: runs in a worker or in Node, on whatever backends the host has registered with tfjs. */
import { Failure, type FailureData } from '../lib/failure.ts';
import { createLanes } from '../lib/lanes.ts';
import type { CallOptions } from '../lib/service.ts';
import type { Engine, LoadEvent, LoadedModel, LoadParams, StartedEngine, StartParams } from './api.ts';
import { chooseBackend } from './backend/chooseBackend.ts';
import { watchDevice } from './backend/watchDevice.ts';
import { createKeptRuns } from './models/keptRuns.ts';
import { createModelTable } from './models/modelTable.ts';
import { openModel } from './models/openModel.ts';
import { createPictureCalls } from './models/pictureCalls.ts';
import type { FetchBytes } from './network/fetchBytes.ts';
import { fetchCard, fetchModel, modelIdOf } from './network/loadModel.ts';
import { prepareReduction } from './reduce/prepareReduction.ts';
import { registerWasmKernels } from './wasm/wasmKernels.ts';
import { reserveWasmMemory } from './wasm/wasmMemory.ts';

export interface EngineDependencies {
  readonly fetchBytes: FetchBytes;
  /** The device is gone; this engine must be replaced. */
  readonly onLost?: (failure: FailureData) => void;
  /** Largest size of what is kept of runs for `derive`, of all models together. Default: 256 MiB. */
  readonly keptBudgetBytes?: number;
  /** Largest size of the loaded models together, but for pinned ones. Default: 512 MiB. */
  readonly modelBudgetBytes?: number;
}

/**
 * An engine that has not been started. Calls are taken one at a time, by their lane and then in the order in which they
 * came; one that is cancelled while it waits never starts.
 */
export function createEngine({
  fetchBytes,
  onLost,
  keptBudgetBytes: budgetBytes = 256 * 2 ** 20,
  modelBudgetBytes = 512 * 2 ** 20,
}: EngineDependencies): Engine {
  registerWasmKernels();
  const inLane = createLanes();
  const keptRuns = createKeptRuns(budgetBytes);
  const models = createModelTable({ budgetBytes: modelBudgetBytes, onLeave: keptRuns.forget });
  let started: StartedEngine | null = null;
  /** Aborted by the next start: what has given way must not go on, on another backend. */
  let life = new AbortController();

  async function start({ backend: wanted }: StartParams): Promise<StartedEngine> {
    life.abort();
    life = new AbortController();
    models.clear();
    started = null;
    const backend = await chooseBackend(wanted);
    if (onLost) watchDevice(onLost);
    started = { backend, reduction: await prepareReduction() };
    return started;
  }

  async function load(
    { source, isPinned = false }: LoadParams,
    { signal, onEvent }: CallOptions<LoadEvent>,
  ): Promise<LoadedModel> {
    const options = {
      fetchBytes,
      signal,
      onProgress: (loadedBytes: number, totalBytes: number) =>
        onEvent?.({ phase: 'downloading', loadedBytes, totalBytes }),
    };
    const card = await fetchCard(source.url, options);
    const id = modelIdOf(card);
    const fetching = models.find(id) ? null : fetchModel(source.url, card, options);
    // While the files are on their way others may work, and room can be made for the first run.
    const reserve = async () => reserveWasmMemory(card.runBytes ?? 0);
    if (fetching) await Promise.all([fetching, inLane('interactive', signal, reserve)]);
    return inLane('interactive', signal, async () => {
      requireStarted(started);
      let found = models.find(id);
      if (!found) {
        onEvent?.({ phase: 'building' });
        found = await openModel(await (fetching ?? fetchModel(source.url, card, options)));
        models.add(found, isPinned);
      }
      if (isPinned) models.pin(id);
      return { model: found.model, tracing: found.tracing };
    });
  }

  return {
    start: (params, { signal } = {}) => inLane('interactive', signal, () => start(params)),
    load: (params, options = {}) => load(params, options),
    unload: ({ model }, { signal } = {}) =>
      inLane('interactive', signal, async () => {
        models.remove(model);
        return null;
      }),
    ...createPictureCalls({
      inLane,
      models,
      keptRuns,
      budgetBytes,
      backend: () => requireStarted(started).backend.name,
      life: () => life.signal,
    }),
  };
}

function requireStarted(started: StartedEngine | null): StartedEngine {
  if (!started) throw new Failure('internal', 'the engine is not started');
  return started;
}
