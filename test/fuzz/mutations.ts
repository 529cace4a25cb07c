/** Damages of the kinds that break parsers, drawn from a seeded generator. */

/** Gives numbers in [0, 1). */
export type Random = () => number;

/** What breaks a length, a count or an offset, whichever way round its bytes stand. */
const hostileFields = [0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff];

const byteMutations: readonly ((bytes: Uint8Array, random: Random) => Uint8Array)[] = [
  // A bit flips.
  (bytes, random) =>
    changed(bytes, (copy) => {
      copy[place(copy, random)]! ^= 1 << below(8, random);
    }),
  // A byte is anything.
  (bytes, random) =>
    changed(bytes, (copy) => {
      copy[place(copy, random)] = below(256, random);
    }),
  // A 32-bit field lies, in either order.
  (bytes, random) =>
    changed(bytes, (copy) => {
      const view = new DataView(copy.buffer);
      const offset = Math.min(place(copy, random), copy.length - 4);
      if (offset >= 0) view.setUint32(offset, pick(hostileFields, random), random() < 0.5);
    }),
  // A 16-bit field lies.
  (bytes, random) =>
    changed(bytes, (copy) => {
      const view = new DataView(copy.buffer);
      const offset = Math.min(place(copy, random), copy.length - 2);
      if (offset >= 0) view.setUint16(offset, pick(hostileFields, random) & 0xffff, random() < 0.5);
    }),
  // The end is missing.
  (bytes, random) => bytes.slice(0, place(bytes, random)),
  // The beginning is missing.
  (bytes, random) => bytes.slice(place(bytes, random)),
  // Something follows.
  (bytes, random) =>
    joined(
      bytes,
      Uint8Array.from({ length: 1 + below(64, random) }, () => below(256, random)),
    ),
  // A stretch is there twice.
  (bytes, random) => {
    const [start, end] = stretch(bytes, random);
    return joined(bytes.subarray(0, end), bytes.subarray(start));
  },
  // A stretch is missing.
  (bytes, random) => {
    const [start, end] = stretch(bytes, random);
    return joined(bytes.subarray(0, start), bytes.subarray(end));
  },
  // Two neighbouring stretches change places, as chunks would.
  (bytes, random) => {
    const [start, end] = stretch(bytes, random);
    const middle = start + below(end - start + 1, random);
    return joined(
      bytes.subarray(0, start),
      bytes.subarray(middle, end),
      bytes.subarray(start, middle),
      bytes.subarray(end),
    );
  },
];

/** The file after one to four damages, as a copy. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let result = bytes;
  for (let count = 1 + below(4, random); count > 0; count--)
    result = pick(byteMutations, random)(result, random);
  return Uint8Array.from(result);
}

/** What no schema expects. */
const hostileValues: readonly unknown[] = [
  ...[null, true, '', ' ', '<b>', '__proto__', 'constructor', '../..', '\0', '\ud800', 'x'.repeat(20_000)],
  ...[0, -0, -1, 0.5, 1e-320, 2 ** 31, 2 ** 53, 1e308, [], {}, [[]], [null], { length: 1e9 }],
  ...[JSON.parse('{"__proto__": {"polluted": true}}'), JSON.parse('[1e999]'), nested(2000)],
];

/** A JSON value after one to three changes at random places: a value replaced, taken out, or put in a second time. */
export function mutateJson(json: unknown, random: Random): unknown {
  let result = json;
  for (let count = 1 + below(3, random); count > 0; count--) result = mutateOnce(result, random);
  return result;
}

function mutateOnce(json: unknown, random: Random): unknown {
  if (typeof json !== 'object' || json === null || random() < 0.1) return pick(hostileValues, random);
  const entries: [string, unknown][] = Object.entries(json);
  if (entries.length === 0) return pick(hostileValues, random);
  const at = below(entries.length, random);
  const [key, value] = entries[at]!;
  const chance = random();
  if (chance < 0.15) entries.splice(at, 1);
  else if (chance < 0.25) entries.push([`${key}${below(3, random)}`, value]);
  else entries[at] = [key, mutateOnce(value, random)];
  return Array.isArray(json) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

/** A text after one to four changes. */
export function mutateText(text: string, random: Random): string {
  return String.fromCharCode(
    ...mutateBytes(
      Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
      random,
    ),
  );
}

export function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[below(items.length, random)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

/** Headers are at the beginning, so that is where most damage goes; some goes to the end, where directories are. */
function place(bytes: Uint8Array, random: Random): number {
  const fraction = random() < 0.2 ? 1 - random() ** 3 : random() ** 2;
  return Math.min(Math.floor(fraction * bytes.length), Math.max(0, bytes.length - 1));
}

function stretch(bytes: Uint8Array, random: Random): readonly [start: number, end: number] {
  const start = place(bytes, random);
  return [start, Math.min(bytes.length, start + 1 + below(64, random))];
}

function changed(bytes: Uint8Array, change: (copy: Uint8Array<ArrayBuffer>) => void): Uint8Array {
  const copy = Uint8Array.from(bytes);
  if (copy.length > 0) change(copy);
  return copy;
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

function nested(depth: number): unknown {
  let value: unknown = null;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}
