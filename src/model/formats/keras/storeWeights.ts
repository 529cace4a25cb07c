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
  const spellings = [
    (path: string) => path,
    (path: string) => path.replaceAll('layers/', '_layer_checkpoint_dependencies/'),
  ];
  return ({ storePath, ownName }, names) => {
    const variables = roots
      .flatMap((start) => spellings.map((spell) => start.find(`${spell(storePath)}/vars`)))
      .find((group) => group !== null);
    return names.map((name, index) => {
      const found = variables?.find(String(index));
      if (!found)
        throw damaged(file, `The ${name} of “${shortened(ownName)}” is missing (${shortened(storePath)})`);
      return found.numbers(`${ownName}/${name}`);
    });
  };
}
