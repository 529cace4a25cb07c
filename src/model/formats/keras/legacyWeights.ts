/** Weights of a Keras 2 .h5 file: a group for each layer, with the names of its weights in an attribute. */
import type { Hdf5Object } from '../hdf5/openHdf5.ts';
import type { LayerOrigin, TakeWeights } from '../layers/rawLayer.ts';
import type { Weight } from '../modelSource.ts';
import { damaged, shortened } from '../refuse.ts';

/** Keras 3 calls a depthwise convolution's kernel like any other. */
const otherNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['depthwise_kernel', ['kernel', 'depthwise_weights']],
  ['kernel', ['weights', 'W']],
  ['bias', ['biases', 'b']],
  ['moving_mean', ['running_mean']],
  ['moving_variance', ['running_std']],
]);

/**
 * Looks for a layer's group by the layer's name, for a layer of an inner model in that model's group. Weights are
 * told by the last part of their name (`conv_1/kernel:0`), and by their order where the names say nothing.
 */
export function takeFromLegacy(root: Hdf5Object, file: string): TakeWeights {
  const top = root.find('model_weights') ?? root;
  return (origin, names) => {
    const group = top.find(origin.containers[0] ?? origin.ownName);
    if (!group) throw damaged(file, `The weights of “${shortened(origin.ownName)}” are missing`);
    const own = ownNames(listNames(group), origin);
    const chosen = chooseByName(own, names) ?? (own.length === names.length ? own : null);
    if (!chosen) {
      throw damaged(
        file,
        `“${shortened(origin.ownName)}” wants ${names.join(', ')} and finds ${shortened(own.join(', ')) || 'nothing'}`,
      );
    }
    return chosen.map((path): Weight => {
      const found = group.find(path);
      if (!found) throw damaged(file, `The weights “${shortened(path)}” are missing`);
      return found.numbers(shortened(path));
    });
  };
}

/** Lists over 64 KB are split into `weight_names0`, `weight_names1`, … */
function listNames(group: Hdf5Object): string[] {
  const whole = group.texts('weight_names');
  if (whole) return whole;
  const names: string[] = [];
  for (let part = 0; part < 1000; part++) {
    const more = group.texts(`weight_names${part}`);
    if (!more) break;
    names.push(...more);
  }
  return names;
}

/** In an inner model's group stand the weights of all its layers. */
function ownNames(all: readonly string[], { ownName, containers }: LayerOrigin): readonly string[] {
  if (containers.length === 0) return all;
  const ofLayer = all.filter((name) => name.split('/').slice(0, -1).includes(ownName));
  const inContainers = ofLayer.filter((name) => {
    const parts = name.split('/');
    return containers.slice(1).every((container) => parts.includes(container));
  });
  return inContainers.length > 0 ? inContainers : ofLayer;
}

function chooseByName(own: readonly string[], wanted: readonly string[]): string[] | null {
  const lastPart = (name: string) => name.slice(name.lastIndexOf('/') + 1).replace(/:\d+$/u, '');
  const chosen = wanted.map((name) => {
    const accepted = [name, ...(otherNames.get(name) ?? [])];
    const found = accepted.map((candidate) => own.filter((path) => lastPart(path) === candidate));
    return found.find((paths) => paths.length === 1)?.[0];
  });
  return chosen.every((name) => name !== undefined) ? chosen : null;
}
