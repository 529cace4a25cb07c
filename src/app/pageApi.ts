import { averageLayers } from '../cam/average.ts';
import { layerMap } from '../cam/layerMap.ts';
import type { BackendName, EngineInfo, Explanation, MethodId } from '../engine/api.ts';
import { Failure, toFailure } from '../lib/failure.ts';
import type { LayerKind } from '../model/layerGraph.ts';
import type { AppServices } from '../state/appDependencies.ts';
import { isLoss } from '../state/engineLifecycle.ts';

/** The program's interface for scripts, present with `?api=1`. All failures carry a `code`. */
export interface PageApi {
  /** Settles when the engine answers, or rejects when it cannot be started. */
  readonly ready: Promise<{ readonly backend: BackendName; readonly modelHash: string }>;
  explain(blob: Blob, options: PageExplainOptions): Promise<PageExplanation>;
}

export interface PageExplainOptions {
  readonly method: MethodId;
  readonly target: 'dog' | 'cat' | 'predicted';
}

export interface PageExplanation {
  /** p(dog), 0–1. */
  readonly probability: number;
  /** The model's z: positive for dogs. */
  readonly logit: number;
  readonly backend: BackendName;
  readonly elapsedMs: number;
  /** Raw maps: signed, row-major, at each layer's own resolution, in network order. */
  readonly layers: readonly {
    readonly name: string;
    readonly kind: LayerKind;
    readonly height: number;
    readonly width: number;
    readonly data: Float32Array;
  }[];
  /** Mean of all layers' positive heat maps at the model's input resolution (224 × 224), in [0, 1]. */
  readonly average: Float32Array;
}

declare global {
  interface Window {
    strataCam?: PageApi;
  }
}

const methods: readonly MethodId[] = ['positiveGradCam', 'gradCam', 'layerCam'];

/**
 * Runs on the same engine and picture reader as the screen, whose kept run stays; a run whose engine is lost is redone
 * once.
 */
export function createPageApi({ whenReady, readPicture }: AppServices): PageApi {
  async function explain(blob: Blob, { method, target }: PageExplainOptions): Promise<PageExplanation> {
    if (!methods.includes(method)) throw new Failure('internal', `there is no method “${method}”`);
    const { info } = await whenReady();
    const targetClass = classIndexOf(info, target);
    const { input, display } = await readPicture(blob, info.model.card.input.fit);
    display.close();
    const run = async () => (await whenReady()).engine.explain({ input, target: targetClass, keep: false });
    const explanation = await run().catch((thrown: unknown) => {
      if (isLoss(toFailure(thrown))) return run();
      throw thrown;
    });
    return pageExplanation(info, explanation, method);
  }

  const ready = whenReady().then(({ info }) => ({
    backend: info.backend.name,
    modelHash: info.model.hash,
  }));
  // Whoever asks for `ready` hears of its failure; without anyone asking it is the screen that tells.
  ready.catch(() => undefined);
  return { ready, explain };
}

function classIndexOf({ model }: EngineInfo, target: string): number | 'predicted' {
  if (target === 'predicted') return target;
  const index = model.card.labels.indexOf(target);
  if (index < 0) throw new Failure('internal', `the model has no class “${target}”`);
  return index;
}

function pageExplanation({ model }: EngineInfo, explanation: Explanation, method: MethodId): PageExplanation {
  const maps = explanation.maps[method];
  const { width, height } = model.card.input;
  return {
    probability: explanation.prediction.probabilities[1] ?? Number.NaN,
    logit: explanation.prediction.logits[0] ?? Number.NaN,
    backend: explanation.backend,
    elapsedMs: explanation.elapsedMs,
    layers: model.layers.map((layer) => ({
      name: layer.name,
      kind: layer.kind,
      height: layer.height,
      width: layer.width,
      data: layerMap(maps, layer).data.slice(),
    })),
    average: averageLayers(maps, model.layers, { sign: 'positive', width, height }).grid.data,
  };
}
