import type { DerivedMethodId } from '../../../engine/api.ts';
import type { FailureData } from '../../../lib/failure.ts';

/** What is being done for a method whose maps no run carries. */
export type DerivationStatus =
  | { readonly phase: 'idle' }
  | { readonly phase: 'computing'; readonly method: DerivedMethodId; readonly fraction: number }
  | { readonly phase: 'failed'; readonly method: DerivedMethodId; readonly failure: FailureData };
