/** What a dropped file is, by its content. Names lie, and people rename files; a name only breaks ties. */
import { isZip } from './archive/zip.ts';
import { isHdf5 } from './hdf5/signature.ts';
import { sniffProtobuf } from './onnx/sniffProtobuf.ts';

export type FileKind =
  | 'zip'
  | 'hdf5'
  | 'json'
  | 'text'
  | 'onnx'
  /** Shards of weights, pictures and whatever else; they matter only where another file names them. */
  | 'other'
  | RefusedFormat;

/** Formats that are known and not read; each has its way out in words. */
export type RefusedFormat =
  | 'tflite'
  | 'savedModel'
  | 'frozenGraph'
  | 'pytorch'
  | 'safetensors'
  | 'pickle'
  | 'coreMl'
  | 'gguf'
  | 'openVino'
  | 'checkpoint';

/** What comes first says most about a folder that holds several: a SavedModel has a checkpoint in it. */
export const refusedFormats: readonly RefusedFormat[] = [
  'savedModel',
  'tflite',
  'frozenGraph',
  'coreMl',
  'openVino',
  'gguf',
  'pytorch',
  'safetensors',
  'checkpoint',
  'pickle',
];

/** Says what a file is; never throws. */
export function sniffModelFile(bytes: Uint8Array, name: string): FileKind {
  if (isZip(bytes)) return 'zip';
  if (isHdf5(bytes)) return 'hdf5';
  if (asciiAt(bytes, 4, 'TFL3')) return 'tflite';
  if (asciiAt(bytes, 0, 'GGUF')) return 'gguf';
  if (bytes[0] === 0x80 && bytes[1]! >= 2 && bytes[1]! <= 5)
    return name.endsWith('.pkl') && !name.endsWith('data.pkl') ? 'pickle' : 'pytorch';
  if (bytes[8] === 0x7b && bytes[9] === 0x22 && bytes[6] === 0 && bytes[7] === 0) return 'safetensors';
  if (name.endsWith('.index') && bytes.length > 48) return 'checkpoint';
  const first = firstText(bytes);
  if (first === '{' || first === '[') return 'json';
  if (first === '<' && /\.xml$/iu.test(name)) return 'openVino';
  if (isText(bytes)) return 'text';
  return sniffProtobuf(bytes);
}

function asciiAt(bytes: Uint8Array, offset: number, text: string): boolean {
  return (
    bytes.length >= offset + text.length &&
    [...text].every((char, index) => bytes[offset + index] === char.charCodeAt(0))
  );
}

/** The first character that is no space, or null where the file does not begin as text. */
function firstText(bytes: Uint8Array): string | null {
  let offset = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (offset < bytes.length && [0x20, 0x09, 0x0a, 0x0d].includes(bytes[offset]!)) offset++;
  const code = bytes[offset];
  return code === undefined || code > 0x7e || !isText(bytes) ? null : String.fromCharCode(code);
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  const head = bytes.subarray(0, 4096);
  return (
    head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) && isUtf8(head)
  );
}

function isUtf8(head: Uint8Array): boolean {
  // A character may be cut at the end of what is looked at.
  for (let cut = 0; cut < 4; cut++) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(head.subarray(0, head.length - cut));
      return true;
    } catch {
      if (head.length < 4096) return false;
    }
  }
  return false;
}
