/** Weights of Keras 3 (and of .keras files of Keras 2.12 on): `layers/conv2d_1/vars/0`, counted by class. */
import type { Hdf5Object } from '../hdf5/openHdf5.ts';
import type { TakeWeights } from '../layers/rawLayer.ts';
import { damaged, shortened } from '../refuse.ts';

/**
 * The groups are named by class and count, never by the layer's name, and their numbers stand in the order in which
 * the layer makes them.
 */
export function takeFromStore(root: Hdf5Object, file: string): TakeWeights {
  const roots = [root, root.find('model')].filter((object) => object !== null);
  return ({ storePath, ownName }, names) => {
    const layer = roots.map((start) => follow(start, storePath)).find((group) => group !== null);
    return names.map((name, index) => {
      const found = layer?.find(`vars/${index}`);
      if (!found) {
        throw damaged(file, `The ${name} of “${shortened(ownName)}” is missing (${shortened(storePath)})`);
      }
      return found.numbers(`${ownName}/${name}`);
    });
  };
}

/** @param storePath `layers/functional/layers/conv2d_1`: pairs of a list and a name in it */
function follow(start: Hdf5Object, storePath: string): Hdf5Object | null {
  let group: Hdf5Object | null = start;
  for (const name of storePath.split('/').filter((part) => part !== 'layers')) {
    const direct: Hdf5Object | null = group.find('layers');
    const counted: Hdf5Object | null = direct ? null : group.find('_layer_checkpoint_dependencies');
    group = direct?.find(name) ?? (counted && findByOrder(counted, name));
    if (!group) return null;
  }
  return group;
}

/**
 * Keras 2.13 to 2.15 list every layer that has weights twice and count both, but write it once: their numbers have
 * gaps. The layers of a class still follow each other in the model's order.
 */
function findByOrder(list: Hdf5Object, name: string): Hdf5Object | null {
  const [, stem = name, count] = /^(.*?)(?:_(\d+))?$/u.exec(name) ?? [];
  /** The count behind the class's name; not a number for another class. */
  const countOf = (member: string): number => {
    if (member === stem) return 0;
    const isOfClass = member.startsWith(`${stem}_`) && /^\d+$/u.test(member.slice(stem.length + 1));
    return isOfClass ? Number(member.slice(stem.length + 1)) : Number.NaN;
  };
  const written = list
    .members()
    .filter((member) => !Number.isNaN(countOf(member)) && holdsWeights(list.find(member)))
    .sort((left, right) => countOf(left) - countOf(right));
  const member = written[Number(count ?? 0)];
  return member === undefined ? null : list.find(member);
}

function holdsWeights(group: Hdf5Object | null): boolean {
  if (!group) return false;
  const inside = group.find('_layer_checkpoint_dependencies') ?? group.find('layers') ?? group.find('vars');
  return inside !== null && inside.members().length > 0;
}
