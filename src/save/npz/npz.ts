import { zipSync } from 'fflate';
import type { Recipe } from '../recipe.ts';
import { type FloatArray, writeNpy } from './npy.ts';

/** An array and what it is called, e.g. a layer's name. */
export interface NamedArray extends FloatArray {
  readonly name: string;
}

/**
 * A file that `numpy.load` opens: one float32 array under each name, in this order, and `recipe.json`. Names become
 * names of files ({@link fileNames}). Nothing is compressed: maps of floats hardly shrink.
 */
export function writeNpz(arrays: readonly NamedArray[], recipe: Recipe): Uint8Array<ArrayBuffer> {
  const names = fileNames(arrays.map(({ name }) => name));
  const members: Record<string, Uint8Array> = {};
  arrays.forEach((array, index) => {
    members[`${names[index]}.npy`] = writeNpy(array);
  });
  members['recipe.json'] = new TextEncoder().encode(JSON.stringify(recipe, null, 2));
  // The earliest time that a ZIP file can tell, which is local: the same result makes the same bytes at any time.
  return zipSync(members, { level: 0, mtime: new Date(1980, 0, 1) });
}

/**
 * A name that every file system takes for each of these: letters, digits, hyphen, point and underscore stay, anything
 * else becomes an underscore. Names that would be one file, also where upper and lower case are the same, get a
 * number.
 *
 * @returns as many names in the same order.
 */
export function fileNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain =
      name
        .replace(/[^\w.-]/g, '_')
        .replace(/^\.+/, '_')
        .slice(0, 120) || '_';
    let unique = plain;
    for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${plain}_${count}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
