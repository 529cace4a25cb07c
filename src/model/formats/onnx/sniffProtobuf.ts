/** Protocol buffers have no signature; which fields stand at the top tells the formats apart. */

export type ProtobufKind = 'onnx' | 'savedModel' | 'frozenGraph' | 'coreMl' | 'other';

/** Looks at the numbers and lengths of the top fields only; never throws. */
export function sniffProtobuf(bytes: Uint8Array): ProtobufKind {
  const fields = topFields(bytes);
  if (fields === null) return 'other';
  const has = (number: number, wire: number) =>
    fields.some((field) => field.number === number && field.wire === wire);
  // ModelProto of ONNX: ir_version 1, graph 7, opset_import 8.
  if (has(1, 0) && has(7, 2)) return 'onnx';
  // Model of Core ML: specificationVersion 1, description 2, and the network at 200 or above.
  if (has(1, 0) && fields.some(({ number, wire }) => number >= 200 && wire === 2)) return 'coreMl';
  // SavedModel: saved_model_schema_version 1, meta_graphs 2.
  if (has(1, 0) && has(2, 2) && fields.length <= 8) return 'savedModel';
  // GraphDef: nodes 1, versions 4, library 2.
  if (
    has(1, 2) &&
    fields.filter(({ number }) => number === 1).length > 3 &&
    fields.every(({ number }) => number <= 5)
  ) {
    return 'frozenGraph';
  }
  return 'other';
}

function topFields(bytes: Uint8Array): { number: number; wire: number }[] | null {
  const fields: { number: number; wire: number }[] = [];
  let offset = 0;
  const varint = (): number => {
    let value = 0;
    for (let index = 0; index < 10; index++) {
      const byte = bytes[offset++];
      if (byte === undefined) return Number.NaN;
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  while (offset < bytes.length && fields.length < 10_000) {
    const key = varint();
    const wire = key % 8;
    const number = Math.floor(key / 8);
    if (!(number >= 1 && number < 10_000)) return null;
    if (wire === 0) {
      if (Number.isNaN(varint())) return null;
    } else if (wire === 1) offset += 8;
    else if (wire === 5) offset += 4;
    else if (wire === 2) {
      const length = varint();
      offset += length;
    } else return null;
    // An ONNX file whose end is missing is still one; its reader says so.
    if (Number.isNaN(offset)) return null;
    fields.push({ number, wire });
  }
  return fields.length > 0 ? fields : null;
}
