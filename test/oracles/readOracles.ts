/**
 * Reference numbers for tests in Node: see README.md beside this file. Row-major; layers in network order.
 * `readOracles` reads what is packed here; `readFullOracles` the originals, where they are at hand.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import type { Grid } from '../../src/cam/map/grid.ts';
import type { DerivedMethodId, MethodId } from '../../src/engine/api.ts';
import type { RgbPixels } from '../../src/image/pixels.ts';

export interface OracleLayer {
  readonly name: string;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** Where its map starts in a run's concatenated maps, in floats. */
  readonly offset: number;
}

export interface OracleRun<Method = MethodId> {
  readonly method: Method;
  readonly target: 'cat' | 'dog';
  /** The target as an index of the model card's labels. */
  readonly classIndex: number;
  /** One raw map per layer; null where the packed files leave a large early map out. */
  readonly maps: readonly (Float32Array | null)[];
}

export interface OracleAverage {
  readonly method: MethodId;
  readonly target: 'cat' | 'dog';
  readonly classIndex: number;
  /** The all-layer average, positive evidence, at 224 × 224, in [0, 1]. */
  readonly grid: Grid;
}

export interface OraclePicture {
  /** The sample's id, e.g. `cat-portrait`. */
  readonly id: string;
  /** Its file in public/samples. */
  readonly file: string;
  readonly pDog: number;
  readonly logit: number;
  /** What the reference model was given: the whole photo resized by Pillow. */
  readonly input: RgbPixels;
  readonly runs: readonly OracleRun[];
  /** Methods that are computed when asked for; empty for most pictures. */
  readonly derivedRuns: readonly OracleRun<DerivedMethodId>[];
  readonly averages: readonly OracleAverage[];
}

export interface Oracles {
  readonly layers: readonly OracleLayer[];
  readonly pictures: readonly OraclePicture[];
  /** Largest error that packing put into the averages: their tests' tolerance has to hold beyond it. */
  readonly averageStep: number;
}

const inputSide = 224;
const packedFolder = fileURLToPath(new URL('./', import.meta.url));
const fullFolder = fileURLToPath(new URL('../../../shared/oracles/', import.meta.url));

const targetSchema = v.picklist(['cat', 'dog']);
const methodSchema = v.picklist(['positiveGradCam', 'gradCam', 'layerCam']);
const derivedMethodSchema = v.picklist([
  'hiResCam',
  'elementWise',
  'xGradCam',
  'gradCamPlusPlus',
  'eigenCam',
  'eigenGradCam',
]);
const fileSchema = v.object({ method: v.string(), target: targetSchema, file: v.string() });
const mapsSchema = v.array(v.object({ ...fileSchema.entries, firstLayer: v.optional(v.number(), 0) }));
const indexSchema = v.object({
  layers: v.array(
    v.object({ name: v.string(), channels: v.number(), height: v.number(), width: v.number() }),
  ),
  pictures: v.record(
    v.string(),
    v.object({
      file: v.string(),
      logit: v.number(),
      pDog: v.number(),
      maps: mapsSchema,
      // The full reference has all methods in one list.
      derivedMaps: v.optional(mapsSchema, []),
      averages: v.array(fileSchema),
    }),
  ),
});

/** How one folder stores its arrays. */
interface Encoding {
  readonly averageStep: number;
  readMaps(file: string, firstLayer: number, layers: readonly OracleLayer[]): (Float32Array | null)[];
  readAverage(file: string): Float32Array;
}

/** The oracles of the repository: always there; some runs lack the maps above 57 × 57 cells. */
export function readOracles(): Oracles {
  return readFolder(packedFolder, {
    averageStep: 0.5 / 255,
    readMaps: readPackedMaps,
    readAverage: (file) => Float32Array.from(readGzip(file), (byte) => byte / 255),
  });
}

/** The reference's own float32 files, all maps of all runs; null where they are not at hand. */
export function readFullOracles(): Oracles | null {
  if (!existsSync(`${fullFolder}index.json`)) return null;
  return readFolder(fullFolder, {
    averageStep: 0,
    readMaps: (file, _firstLayer, layers) => {
      const values = readFloats(readFileSync(fullFolder + file));
      return layers.map(({ offset, height, width }) => values.subarray(offset, offset + height * width));
    },
    readAverage: (file) => readFloats(readFileSync(fullFolder + file)),
  });
}

/** A run's maps as the engine returns them: one array, all layers. Null if a layer's map is missing. */
export function concatenateMaps(run: OracleRun): Float32Array | null {
  const maps = run.maps.filter((map) => map !== null);
  if (maps.length < run.maps.length) return null;
  const all = new Float32Array(maps.reduce((length, map) => length + map.length, 0));
  let offset = 0;
  for (const map of maps) {
    all.set(map, offset);
    offset += map.length;
  }
  return all;
}

function readFolder(folder: string, encoding: Encoding): Oracles {
  const index = v.parse(indexSchema, JSON.parse(readFileSync(`${folder}index.json`, 'utf8')));
  let offset = 0;
  const layers = index.layers.map((layer) => {
    const placed: OracleLayer = { ...layer, offset };
    offset += layer.height * layer.width;
    return placed;
  });
  const pictures = Object.entries(index.pictures).map(([id, picture]): OraclePicture => {
    const inputBytes = readGzip(`${id}.input.rgb8.gz`);
    return {
      id,
      file: picture.file,
      pDog: picture.pDog,
      logit: picture.logit,
      input: { width: inputSide, height: inputSide, data: inputBytes },
      runs: picture.maps.filter(hasMethodOfEngine).map((entry) => ({
        ...identify(entry),
        maps: encoding.readMaps(entry.file, entry.firstLayer, layers),
      })),
      derivedRuns: [...picture.maps, ...picture.derivedMaps].flatMap((entry) => {
        const method = v.safeParse(derivedMethodSchema, entry.method);
        if (!method.success) return [];
        const maps = encoding.readMaps(entry.file, entry.firstLayer, layers);
        return [{ ...identifyTarget(entry.target), method: method.output, maps }];
      }),
      averages: picture.averages.filter(hasMethodOfEngine).map((entry) => ({
        ...identify(entry),
        grid: { width: inputSide, height: inputSide, data: encoding.readAverage(entry.file) },
      })),
    };
  });
  return { layers, pictures, averageStep: encoding.averageStep };
}

function hasMethodOfEngine(entry: { readonly method: string }): boolean {
  return v.is(methodSchema, entry.method);
}

function identify(entry: { readonly method: string; readonly target: 'cat' | 'dog' }) {
  return { method: v.parse(methodSchema, entry.method), ...identifyTarget(entry.target) };
}

function identifyTarget(target: 'cat' | 'dog') {
  return { target, classIndex: target === 'dog' ? 1 : 0 };
}

/** float32 scales of the maps from `firstLayer` on, then those maps as float16 in units of their scale. */
function readPackedMaps(
  file: string,
  firstLayer: number,
  layers: readonly OracleLayer[],
): (Float32Array | null)[] {
  const bytes = readGzip(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = (layers.length - firstLayer) * 4;
  const packedFrom = layers[firstLayer]?.offset ?? 0;
  return layers.map(({ offset, height, width }, index) => {
    if (index < firstLayer) return null;
    const scale = view.getFloat32((index - firstLayer) * 4, true);
    const start = headerBytes + (offset - packedFrom) * 2;
    return Float32Array.from(
      { length: height * width },
      (_, cell) => scale * halfToNumber(view.getUint16(start + cell * 2, true)),
    );
  });
}

/** IEEE 754 binary16; Node 20 has no Float16Array. Infinity and NaN do not occur: values are within ±1. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

function readFloats(bytes: Buffer): Float32Array {
  const floats = new Float32Array(bytes.byteLength / 4);
  for (let index = 0; index < floats.length; index++) floats[index] = bytes.readFloatLE(index * 4);
  return floats;
}

function readGzip(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gunzipSync(readFileSync(packedFolder + file)));
}
