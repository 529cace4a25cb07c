/** Weights of TensorFlow.js by the names in its manifest: `layer/kernel`, sometimes with containers before it. */
import type { TakeWeights } from '../layers/rawLayer.ts';
import type { Weight } from '../modelSource.ts';
import { damaged, shortened } from '../refuse.ts';

/**
 * Looks weights up by the layer's name and their own; where containers stand before these, the one that names the
 * layer's container, and else the only one there is.
 */
export function takeByName(weights: ReadonlyMap<string, Weight>, file: string): TakeWeights {
  const byEnd = new Map<string, string[]>();
  for (const name of weights.keys()) {
    const end = name.split('/').slice(-2).join('/');
    byEnd.set(end, [...(byEnd.get(end) ?? []), name]);
  }
  return ({ ownName, containers }, names) =>
    names.map((name) => {
      const wanted = `${ownName}/${name}`;
      const exact = weights.get(wanted);
      if (exact) return exact;
      const candidates = byEnd.get(wanted.split('/').slice(-2).join('/')) ?? [];
      const inContainer = candidates.filter((candidate) =>
        containers.every((container) => candidate.split('/').includes(container)),
      );
      const [found] = candidates.length === 1 ? candidates : inContainer;
      if (found === undefined) throw damaged(file, `The weights “${shortened(wanted)}” are missing`);
      return weights.get(found)!;
    });
}
