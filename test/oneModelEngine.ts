/** An engine for tests that look at one model: it is opened by one call and need not be named. */
import type {
  BackendName,
  Derivation,
  DeriveParams,
  Engine,
  EngineInfo,
  ExplainEvent,
  ExplainParams,
  Explanation,
  LoadEvent,
  ModelId,
  Predictions,
  PredictParams,
} from '../src/engine/api.ts';
import type { CallOptions } from '../src/lib/service.ts';

type Fraction = { readonly fraction: number };

export interface OneModelEngine extends Pick<Engine, 'survey'> {
  /** All methods, which name the model. */
  readonly engine: Engine;
  open(
    params: { readonly cardUrl: string; readonly backend: BackendName | 'auto' },
    options?: CallOptions<LoadEvent>,
  ): Promise<EngineInfo>;
  warmUp(): Promise<{ readonly elapsedMs: number }>;
  explain(params: Omit<ExplainParams, 'model'>, options?: CallOptions<ExplainEvent>): Promise<Explanation>;
  predict(params: Omit<PredictParams, 'model'>, options?: CallOptions<Fraction>): Promise<Predictions>;
  derive(params: Omit<DeriveParams, 'model'>, options?: CallOptions<Fraction>): Promise<Derivation>;
}

export function oneModelEngine(engine: Engine): OneModelEngine {
  let model: ModelId = 'none';
  return {
    engine,
    async open({ cardUrl, backend }, options) {
      const started = await engine.start({ backend });
      const loaded = await engine.load({ source: { kind: 'card', url: cardUrl } }, options);
      model = loaded.model.id;
      return { ...started, ...loaded };
    },
    warmUp: () => engine.warmUp({ model }),
    explain: (params, options) => engine.explain({ model, ...params }, options),
    predict: (params, options) => engine.predict({ model, ...params }, options),
    derive: (params, options) => engine.derive({ model, ...params }, options),
    survey: engine.survey,
  };
}
