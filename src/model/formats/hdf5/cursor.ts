/** Bytes of an HDF5 file with every read checked. Addresses and lengths have 8 bytes in all files that Keras writes. */
import { damaged, refused } from '../refuse.ts';

/** Real files of 4,000 layers take a few hundred thousand reads; circles in hostile ones take them all. */
const maxReads = 20_000_000;

export class Hdf5Bytes {
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly #view: DataView;
  #reads = 0;

  constructor(bytes: Uint8Array, file: string) {
    this.bytes = bytes;
    this.file = file;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A part of the file. @throws Failure `modelFileDamaged` where it is not all there */
  slice(offset: number, length: number): Uint8Array {
    this.#check(offset, length);
    return this.bytes.subarray(offset, offset + length);
  }

  byte(offset: number): number {
    this.#check(offset, 1);
    return this.#view.getUint8(offset);
  }

  short(offset: number): number {
    this.#check(offset, 2);
    return this.#view.getUint16(offset, true);
  }

  word(offset: number): number {
    this.#check(offset, 4);
    return this.#view.getUint32(offset, true);
  }

  /** A length or an address. @throws Failure where it is larger than any file */
  long(offset: number): number {
    this.#check(offset, 8);
    const value = Number(this.#view.getBigUint64(offset, true));
    if (value > 2 ** 48) throw this.broken('an address leads out of it');
    return value;
  }

  /** An address, or null for the one that means “nowhere”. */
  address(offset: number): number | null {
    this.#check(offset, 8);
    return this.#view.getBigUint64(offset, true) === 0xffff_ffff_ffff_ffffn ? null : this.long(offset);
  }

  /** A number of 1, 2, 4 or 8 bytes. */
  sized(offset: number, size: number): number {
    if (size === 1) return this.byte(offset);
    if (size === 2) return this.short(offset);
    return size === 4 ? this.word(offset) : this.long(offset);
  }

  expect(offset: number, signature: string): void {
    const found = this.slice(offset, 4);
    for (let index = 0; index < 4; index++) {
      if (found[index] !== signature.charCodeAt(index))
        throw this.broken(`“${signature}” is not where it should be`);
    }
  }

  broken(what: string) {
    return damaged(this.file, `The HDF5 file is broken: ${what}`);
  }

  unsupported(what: string) {
    return refused(
      `“${this.file}” is written with ${what}, which cannot be read here. Save it again as .keras`,
    );
  }

  #check(offset: number, length: number): void {
    if (++this.#reads > maxReads) throw this.broken('it leads in circles');
    if (!(offset >= 0 && length >= 0 && offset + length <= this.bytes.length)) {
      throw this.broken('its end is missing, or an address leads out of it');
    }
  }
}
