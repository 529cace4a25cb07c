import type { EngineInfo } from '../../../engine/api.ts';
import type { FailureData } from '../../../lib/failure.ts';

export type EngineStatus =
  | { readonly phase: 'starting' }
  | { readonly phase: 'downloading'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly phase: 'building' }
  | { readonly phase: 'ready'; readonly info: EngineInfo }
  /** The worker died or the device was lost; a new worker is being started, the last run is redone. */
  | { readonly phase: 'restarting'; readonly reason: FailureData }
  | { readonly phase: 'failed'; readonly failure: FailureData };
