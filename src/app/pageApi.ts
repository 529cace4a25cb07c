import { averageLayers } from '../cam/fuse/average.ts';
import { displayGrid } from '../cam/map/displayGrid.ts';
import type { Grid } from '../cam/map/grid.ts';
import { layerMap } from '../cam/map/layerMap.ts';
import { type CamMethodId, camMethodIds, isDerived } from '../cam/methods.ts';
import type { BackendName, DerivedChoice, DerivedExtent, EngineInfo, Explanation } from '../engine/api.ts';
import { Failure } from '../lib/failure.ts';
import { createTurns } from '../lib/turns.ts';
import type { LayerInfo, LayerKind } from '../model/layers/layerGraph.ts';
import type { AppServices } from '../state/explain/appDependencies.ts';
import type { PageDataSet, PageDataSetOptions, PageFiles } from './openDataSet.ts';

/** The program's interface for scripts, present with `?api=1`. All failures carry a `code`. */
export interface PageApi {
  /** Settles when the engine answers, or rejects when it cannot be started. */
  readonly ready: Promise<{ readonly backend: BackendName; readonly modelHash: string }>;
  explain(blob: Blob, options: PageExplainOptions): Promise<PageExplanation>;
  /** The answers for a folder of pictures, and its numbers; the same as on the screen of data sets. */
  openDataSet(files: PageFiles, options?: PageDataSetOptions): Promise<PageDataSet>;
}

export interface PageExplainOptions {
  readonly method: CamMethodId;
  readonly target: 'dog' | 'cat' | 'predicted';
  /** Name of the layer that Score-CAM or Ablation-CAM explains; the last one when it is missing. */
  readonly layer?: string;
}

export interface PageExplanation {
  /** p(dog), 0–1. */
  readonly probability: number;
  /** The model's z: positive for dogs. */
  readonly logit: number;
  readonly backend: BackendName;
  readonly elapsedMs: number;
  /**
   * Raw maps: signed, row-major, at each layer's own resolution, in network order; views into one array. Of Score-CAM
   * and Ablation-CAM the one layer; of FullGrad, which has no maps of layers, none.
   */
  readonly layers: readonly {
    readonly name: string;
    readonly kind: LayerKind;
    readonly height: number;
    readonly width: number;
    readonly data: Float32Array;
  }[];
  /** FullGrad's raw map of the whole network at the model's input resolution; null for all other methods. */
  readonly networkMap: Float32Array | null;
  /**
   * Mean of the positive heat maps of all `layers` at the model's input resolution (224 × 224), in [0, 1]; of
   * FullGrad its heat map.
   */
  readonly average: Float32Array;
}

/** One picture is computed while the next is read: many at once would only take memory, and the processor's time. */
const mostUnderWay = 2;

declare global {
  interface Window {
    strataCam?: PageApi;
  }
}

/**
 * Runs on the same engine and picture reader as the screen, whose kept run stays; a run whose engine is lost is redone
 * once.
 */
export function createPageApi({ desk, readPicture }: Pick<AppServices, 'desk' | 'readPicture'>): PageApi {
  const inTurn = createTurns(mostUnderWay);

  async function explain(blob: Blob, options: PageExplainOptions): Promise<PageExplanation> {
    const { method, target } = options;
    if (!camMethodIds.includes(method)) throw new Failure('internal', `there is no method “${method}”`);
    const { info } = await desk.whenReady();
    const targetClass = classIndexOf(info, target);
    const derive = isDerived(method) ? { method, ...layerChoice(info, options.layer) } : null;
    const { input, display } = await readPicture(blob, info.model.card.input.fit);
    display.close();
    const params = {
      model: info.model.id,
      input,
      target: targetClass,
      keep: false,
      ...(derive && { derive }),
    };
    const explanation = await desk.ask(({ engine }) => engine.explain(params), { onLoss: 'redo' });
    return pageExplanation(info, explanation, method);
  }

  const ready = desk.whenReady().then(({ info }) => ({
    backend: info.backend.name,
    modelHash: info.model.id,
  }));
  // Whoever asks for `ready` hears of its failure; without anyone asking it is the screen that tells.
  ready.catch(() => undefined);
  return {
    ready,
    explain: (blob, options) => inTurn(undefined, () => explain(blob, options)),
    // Loaded when it is asked for: most pages never are.
    async openDataSet(files, options) {
      const { openPageDataSet } = await import('./openPageDataSet.ts');
      return openPageDataSet(desk, files, options);
    },
  };
}

function classIndexOf({ model }: EngineInfo, target: string): number | 'predicted' {
  if (target === 'predicted') return target;
  const index = model.card.labels.indexOf(target);
  if (index < 0) throw new Failure('internal', `the model has no class “${target}”`);
  return index;
}

function layerChoice({ model }: EngineInfo, name: string | undefined): Pick<DerivedChoice, 'layer'> {
  if (name === undefined) return {};
  const layer = model.layers.find((one) => one.name === name);
  if (!layer) throw new Failure('internal', `the model has no layer “${name}”`);
  return { layer: layer.index };
}

function pageExplanation(
  { model }: EngineInfo,
  explanation: Explanation,
  method: CamMethodId,
): PageExplanation {
  const { extent, maps } = mapsOf(explanation, method);
  const { width, height } = model.card.input;
  const options = { sign: 'positive', width, height } as const;
  const layers = layersWithin(extent, model.layers);
  const networkMap: Grid | null = extent.kind === 'network' ? { ...extent, data: maps } : null;
  const { grid } = networkMap
    ? displayGrid(networkMap, 'positive', null)
    : averageLayers(maps, layers, options);
  return {
    probability: explanation.prediction.probabilities[1] ?? Number.NaN,
    logit: explanation.prediction.logits[0] ?? Number.NaN,
    backend: explanation.backend,
    elapsedMs: explanation.elapsedMs,
    layers: layers.map((layer) => ({
      name: layer.name,
      kind: layer.kind,
      height: layer.height,
      width: layer.width,
      data: layerMap(maps, layer).data,
    })),
    networkMap: networkMap?.data ?? null,
    average: grid.data,
  };
}

function mapsOf(
  { maps, derivation }: Explanation,
  method: CamMethodId,
): { readonly extent: DerivedExtent; readonly maps: Float32Array } {
  if (!isDerived(method)) return { extent: { kind: 'layers' }, maps: maps[method] };
  if (!derivation) throw new Failure('internal', `the engine gave no maps by “${method}”`);
  return derivation;
}

/** The layers that maps of this extent are of, placed as they lie in them. */
function layersWithin(extent: DerivedExtent, layers: readonly LayerInfo[]): readonly LayerInfo[] {
  if (extent.kind === 'layers') return layers;
  if (extent.kind === 'network') return [];
  return layers.filter(({ index }) => index === extent.layer).map((layer) => ({ ...layer, offset: 0 }));
}
