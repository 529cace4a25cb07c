/** HDF5 files as Keras writes them (HDF5 file format 3.0): groups, attributes with texts, data sets of numbers. */
import type { Weight } from '../modelSource.ts';
import { readTexts } from './attributes.ts';
import { Hdf5Bytes } from './cursor.ts';
import { readDataset } from './dataset.ts';
import { readMembers } from './groups.ts';
import { readMessages } from './messages.ts';
import { isHdf5 } from './signature.ts';

/** A group or a data set. */
export interface Hdf5Object {
  /** Texts of an attribute, or null. */
  readonly texts: (name: string) => string[] | null;
  /** Names of a group's members, in the file's order. */
  readonly members: () => string[];
  /** What lies at a path below, or null. */
  readonly find: (path: string) => Hdf5Object | null;
  /** The numbers of a data set. */
  readonly numbers: (name: string) => Weight;
}

/**
 * Opens the root group. Nothing else is read until it is asked for.
 * @throws Failure `modelFileDamaged`, `modelKindRefused`; so do the methods of what it returns
 */
export function openHdf5(bytes: Uint8Array, name: string): Hdf5Object {
  const file = new Hdf5Bytes(bytes, name);
  if (!isHdf5(bytes)) throw file.broken('it does not begin as one');
  const version = file.byte(8);
  const sizes = version < 2 ? [file.byte(13), file.byte(14)] : [file.byte(9), file.byte(10)];
  if (version > 3 || sizes[0] !== 8 || sizes[1] !== 8)
    throw file.unsupported('a version of HDF5 that Keras does not use');
  const rootOffset = version === 0 ? 64 : version === 1 ? 68 : 36;
  return objectAt(file, file.long(rootOffset), new Map());
}

/** Real paths have a dozen parts. A group may name itself as its member, so longer ones are not followed. */
const maxParts = 64;

function objectAt(file: Hdf5Bytes, address: number, known: Map<number, Hdf5Object>): Hdf5Object {
  const cached = known.get(address);
  if (cached) return cached;
  const messages = readMessages(file, address);
  let members: Map<string, number> | null = null;
  const open = (): Map<string, number> => {
    members ??= readMembers(file, messages);
    return members;
  };
  const object: Hdf5Object = {
    texts: (name) => readTexts(file, messages, name),
    members: () => [...open().keys()],
    find: (path) => {
      const parts = path.split('/').filter((part) => part !== '');
      if (parts.length > maxParts) return null;
      const [first, ...rest] = parts;
      if (first === undefined) return object;
      const child = open().get(first);
      if (child === undefined) return null;
      return objectAt(file, child, known).find(rest.join('/'));
    },
    numbers: (name) => readDataset(file, messages, name),
  };
  known.set(address, object);
  return object;
}
