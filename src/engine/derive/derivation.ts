/** What the engine answers of a derived method, from what a run left. */
import { Failure } from '../../lib/failure.ts';
import type { LayerInfo } from '../../model/layers/layerGraph.ts';
import type { Derivation, DerivedChoice } from '../api.ts';
import { derivedMethodIds } from '../methods/catalogue.ts';
import type { Network } from '../network/network.ts';
import { diagnoseDerived } from '../run/diagnose.ts';
import type { TraceOptions } from '../run/trace.ts';
import { deriveMaps } from './deriveMaps.ts';
import type { DeriveSource } from './deriveSource.ts';

/**
 * The choice with its layer, by default the last.
 * @throws Failure `internal` for a layer that the network does not have, and for a method that is not derived
 */
export function completeChoice(
  { method, layer }: DerivedChoice,
  { layers }: Network,
): Required<DerivedChoice> {
  if (!derivedMethodIds.includes(method)) {
    throw new Failure('internal', `no derived method “${method}”`, { method });
  }
  const index = layer ?? layers.length - 1;
  if (!(index in layers)) throw new Failure('internal', `no layer ${index}`, { layer: index });
  return { method, layer: index };
}

/** @param diagnosed the layers whose numbers are looked at */
export async function answerDerivation(
  { method, layer }: Required<DerivedChoice>,
  source: DeriveSource,
  options: TraceOptions,
  diagnosed: readonly LayerInfo[] = source.network.layers,
): Promise<Derivation> {
  const startMs = performance.now();
  const derived = await deriveMaps(method, layer, source, options);
  const elapsedMs = performance.now() - startMs;
  const diagnosis = diagnoseDerived(derived.extent, derived.maps, diagnosed);
  return { method, ...derived, diagnosis, elapsedMs, fromKept: source.kept !== null };
}
