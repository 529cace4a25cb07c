/** The parts of an ONNX file that a classifier has: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. */
import { countOf, MAX_NODES } from '../limits.ts';
import { damaged, refused, shortened, tooLarge, unknownParts } from '../refuse.ts';
import { toFloat32, toFloat32FromDoubles, toFloat32FromHalves } from '../weights/floats.ts';
import {
  floatOf,
  integerIn,
  integersIn,
  messagesOf,
  type ProtobufField,
  readFields,
  textIn,
} from './protobuf.ts';

/** A constant, in ONNX's order: a kernel is output channels, input channels, height, width. */
export interface OnnxTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | readonly number[];
}

export interface OnnxNode {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

export interface OnnxAttribute {
  readonly number: number;
  readonly numbers: readonly number[];
  readonly text: string;
  readonly tensor: OnnxTensor | null;
}

export interface OnnxFile {
  readonly name: string;
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  readonly constants: Map<string, OnnxTensor>;
  /** Inputs that are no constants, with their sizes; −1 where the file leaves one open. */
  readonly inputs: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly outputs: readonly string[];
}

/** @throws Failure `modelFileDamaged`, `modelTooLarge`, `modelKindRefused` for weights in a second file */
export function readOnnxFile(bytes: Uint8Array, file: string): OnnxFile {
  const model = readFields(bytes, file);
  const [graphBytes] = messagesOf(model, 7);
  if (!graphBytes) throw damaged(file, 'It holds no network');
  const graph = readFields(graphBytes, file);
  const opsets = messagesOf(model, 8).map((message) => readFields(message, file));
  const opset = opsets.find((fields) => ['', 'ai.onnx'].includes(textIn(fields, 1)));
  const constants = new Map<string, OnnxTensor>();
  for (const message of messagesOf(graph, 5)) {
    const { name, tensor } = readTensor(message, file);
    constants.set(name, tensor);
  }
  const nodes = messagesOf(graph, 1);
  if (nodes.length > MAX_NODES * 4) throw tooLarge(`The network has over ${MAX_NODES * 4} operations`);
  return {
    name: textIn(graph, 2),
    opset: opset ? integerIn(opset, 2) : 1,
    nodes: nodes.map((message) => readNode(message, file)),
    constants,
    inputs: messagesOf(graph, 11)
      .map((message) => readInput(message, file))
      .filter(({ name }) => !constants.has(name)),
    outputs: messagesOf(graph, 12).map((message) => textIn(readFields(message, file), 1)),
  };
}

function readNode(message: Uint8Array, file: string): OnnxNode {
  const fields = readFields(message, file);
  const domain = textIn(fields, 7);
  const op = textIn(fields, 4);
  if (domain !== '' && domain !== 'ai.onnx') throw unknownParts([`${op} of ${domain}`]);
  const texts = (number: number) =>
    messagesOf(fields, number).map((bytes) => new TextDecoder().decode(bytes));
  const attributes = messagesOf(fields, 5).map((attribute) =>
    readAttribute(readFields(attribute, file), file),
  );
  return {
    op,
    name: textIn(fields, 3),
    inputs: texts(1),
    outputs: texts(2),
    attributes: new Map(attributes),
  };
}

function readAttribute(fields: readonly ProtobufField[], file: string): [string, OnnxAttribute] {
  const float = fields.findLast(({ number }) => number === 2);
  const [tensor] = messagesOf(fields, 5);
  return [
    textIn(fields, 1),
    {
      number: float ? floatOf(float.value) : integerIn(fields, 3),
      numbers: [...integersIn(fields, 8, file), ...readFloats(fields, 7)],
      text: textIn(fields, 4),
      tensor: tensor ? readTensor(tensor, file).tensor : null,
    },
  ];
}

/** A repeated float, packed or one by one. */
function readFloats(fields: readonly ProtobufField[], number: number): number[] {
  return fields
    .filter((field) => field.number === number)
    .flatMap(({ value, bytes }) => (bytes.length === 0 ? [floatOf(value)] : Array.from(toFloat32(bytes))));
}

function readInput(message: Uint8Array, file: string): { name: string; shape: number[] } {
  const fields = readFields(message, file);
  const inside = (bytes: Uint8Array | undefined, number: number): Uint8Array | undefined =>
    bytes && messagesOf(readFields(bytes, file), number)[0];
  const shape = inside(inside(messagesOf(fields, 2)[0], 1), 2);
  const dims = shape ? messagesOf(readFields(shape, file), 1).map((dim) => readFields(dim, file)) : [];
  // A size without a value is a name, such as “batch”.
  return {
    name: textIn(fields, 1),
    shape: dims.map((dim) => (dim.some(({ number }) => number === 1) ? integerIn(dim, 1) || -1 : -1)),
  };
}

function readTensor(message: Uint8Array, file: string): { name: string; tensor: OnnxTensor } {
  const fields = readFields(message, file);
  const name = textIn(fields, 8);
  if (integerIn(fields, 14) === 1) {
    throw refused(`“${file}” keeps its weights in a second file. Export it again with the weights inside`);
  }
  const shape = integersIn(fields, 1, file);
  const count = countOf(shape, name);
  const values = readValues(fields, integerIn(fields, 2), file, name);
  if (values.length !== count) {
    throw damaged(file, `“${shortened(name)}” has ${values.length} numbers instead of ${count}`);
  }
  return { name, tensor: { shape, values } };
}

const dataTypes = { float: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10, double: 11 };

function readValues(
  fields: readonly ProtobufField[],
  type: number,
  file: string,
  name: string,
): Float32Array | number[] {
  const raw = messagesOf(fields, 9)[0];
  if (type === dataTypes.float) {
    if (raw) return toFloat32(raw);
    const packed = messagesOf(fields, 4);
    return packed.length === 1 && packed[0]!.length > 0
      ? toFloat32(packed[0]!)
      : Float32Array.from(readFloats(fields, 4));
  }
  if (type === dataTypes.float16 && raw) return toFloat32FromHalves(raw);
  if (type === dataTypes.double && raw) return toFloat32FromDoubles(raw);
  if (type === dataTypes.int64) return raw ? readIntegers(raw, 8) : integersIn(fields, 7, file);
  if (type === dataTypes.int32) return raw ? readIntegers(raw, 4) : integersIn(fields, 5, file);
  throw refused(
    `“${shortened(name)}” holds numbers of a kind (${type}) that quantised networks use; export it with float32`,
  );
}

function readIntegers(raw: Uint8Array, size: 4 | 8): number[] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: Math.floor(raw.length / size) }, (_, index) =>
    size === 4 ? view.getInt32(4 * index, true) : Number(view.getBigInt64(8 * index, true)),
  );
}
