import type { Finding, MethodId, Prediction } from '../../../engine/api.ts';
import type { Crate } from '../../../image/alter/crate.ts';
import type { Fit } from '../../../image/pixels.ts';
import type { FailureData } from '../../../lib/failure.ts';

/** Identifies one run: `${pictureId and frame}|${fit}|${classIndex or predicted}|${modelHash}|${crate}`. */
export type RunKey = string;

export type RunStatus =
  | { readonly phase: 'idle' }
  | { readonly phase: 'reading'; readonly key: RunKey }
  | { readonly phase: 'computing'; readonly key: RunKey; readonly fraction: number }
  | { readonly phase: 'done'; readonly key: RunKey }
  | { readonly phase: 'failed'; readonly key: RunKey; readonly failure: FailureData };

/** What the visible maps were computed from. */
export interface ShownRun {
  readonly key: RunKey;
  readonly pictureId: string;
  readonly fit: Fit;
  readonly crate: Crate | null;
  readonly classIndex: number;
  readonly prediction: Prediction;
  readonly elapsedMs: number;
  /** What is odd about the numbers of this run; usually nothing. */
  readonly diagnosis: readonly Finding[];
}

/** What the canvas and the text equivalents read beside the state; keyed by {@link RunKey}. */
export interface StoredRun {
  readonly key: RunKey;
  readonly maps: Readonly<Record<MethodId, Float32Array>>;
  /** One number ≥ 0 for each layer: see `Explanation.importance`. */
  readonly importance: Float32Array;
}
