/** NumPy's file of one array, version 1.0: numpy.lib.format. */

/** An array of 32-bit floats in C order: the last axis changes fastest. */
export interface FloatArray {
  /** Length along each axis, e.g. [height, width]. */
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const magic = '\x93NUMPY\x01\x00';
/** Magic and the length of the header, which is two bytes. */
const prefixLength = 10;
/** The values start at a multiple of this, so that the file can be mapped into memory. */
const alignment = 64;

/** The bytes that `numpy.load` reads as a float32 array of this shape. The shape must fit the data. */
export function writeNpy({ shape, data }: FloatArray): Uint8Array<ArrayBuffer> {
  if (shape.reduce((product, length) => product * length, 1) !== data.length) {
    throw new RangeError(`${data.length} values have no shape (${shape.join(', ')})`);
  }
  // A tuple as Python prints it: one of a single number ends in a comma.
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`;
  const filled = prefixLength + description.length + 1;
  const headerEnd = Math.ceil(filled / alignment) * alignment;
  const header = `${description}${' '.repeat(headerEnd - filled)}\n`;
  const bytes = new Uint8Array(headerEnd + 4 * data.length);
  const view = new DataView(bytes.buffer);
  bytes.set(Uint8Array.from(magic, (character) => character.charCodeAt(0)));
  view.setUint16(magic.length, header.length, true);
  new TextEncoder().encodeInto(header, bytes.subarray(prefixLength));
  for (let index = 0; index < data.length; index++) {
    view.setFloat32(headerEnd + 4 * index, data[index]!, true);
  }
  return bytes;
}
