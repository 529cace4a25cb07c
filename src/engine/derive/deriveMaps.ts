import type { Derivation, DerivedMethodId } from '../api.ts';
import type { DerivedMethod } from '../methods/camMethod.ts';
import { derivedMethods } from '../methods/catalogue.ts';
import type { TraceOptions } from '../run/trace.ts';
import { deriveComponents } from './deriveComponents.ts';
import { deriveLayerMaps } from './deriveLayerMaps.ts';
import { deriveNetworkMap } from './deriveNetworkMap.ts';
import type { DeriveSource } from './deriveSource.ts';
import { probeLayer } from './probeLayer.ts';

/**
 * A run's maps by another method.
 * @param layer for methods that explain one
 */
export async function deriveMaps(
  id: DerivedMethodId,
  layer: number,
  source: DeriveSource,
  options: TraceOptions,
): Promise<Pick<Derivation, 'extent' | 'maps'>> {
  const method: DerivedMethod = derivedMethods[id];
  switch (method.kind) {
    case 'cells':
      return { extent: { kind: 'layers' }, maps: await deriveLayerMaps(method, source, options) };
    case 'component':
      return { extent: { kind: 'layers' }, maps: await deriveComponents(method, source, options) };
    case 'network': {
      const { width, height, data } = await deriveNetworkMap(method, source, options);
      return { extent: { kind: 'network', width, height }, maps: data };
    }
    case 'probing':
      return { extent: { kind: 'layer', layer }, maps: await probeLayer(method, layer, source, options) };
  }
}
