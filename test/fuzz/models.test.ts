/**
 * Damaged and hostile model files. What comes back is a checked network or a Failure with a sentence, never another
 * error, and it comes back at once.
 *
 * Each run draws new damages; the seed is in the tests' names and FUZZ_SEED=… repeats a run. MODEL_FUZZ_CASES=2000
 * is the thorough run; without it each subject is damaged often enough to notice what breaks often.
 */
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/lib/failure.ts';
import { createRandom } from '../../src/measure/random.ts';
import type { ModelFile, ModelSource } from '../../src/model/formats/modelSource.ts';
import { readModel } from '../../src/model/formats/readModel.ts';
import { guessSheet } from '../../src/model/sheet/guessSheet.ts';
import { failureMessage } from '../../src/ui/words/failureMessages.ts';
import { readMade, readSubject } from '../modelSubjects.ts';
import { mutateBytes, mutateJson, pick, type Random } from './mutations.ts';

const cases = Number(process.env['MODEL_FUZZ_CASES'] ?? 40);
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 32));

type Damage = (random: Random) => ModelFile[];

/** Damage anywhere in one of the files. */
function anywhere(files: readonly ModelFile[]): Damage {
  return (random) => {
    const hit = Math.floor(random() * files.length);
    return files.map((file, index) =>
      index === hit ? { ...file, bytes: mutateBytes(file.bytes, random) } : file,
    );
  };
}

/** Damage to the JSON of an archive or of loose files, which stays JSON: other values, missing and doubled keys. */
function inJson(files: readonly ModelFile[], name: string): Damage {
  const json: unknown = JSON.parse(new TextDecoder().decode(files.find((file) => file.name === name)!.bytes));
  return (random) => {
    const bytes = new TextEncoder().encode(JSON.stringify(mutateDeep(json, random)));
    return files.map((file) => (file.name === name ? { name, bytes } : file));
  };
}

/** Half of the damages go to where the layers are; at the top nearly all are refused at once. */
function mutateDeep(json: unknown, random: Random): unknown {
  let result = json;
  for (let count = 1 + Math.floor(random() * 2); count > 0; count--) {
    result = random() < 0.5 ? mutateJson(result, random) : mutateInside(result, random, 12);
  }
  return result;
}

function mutateInside(json: unknown, random: Random, depth: number): unknown {
  if (typeof json !== 'object' || json === null || depth === 0) return mutateJson(json, random);
  const keys = Object.keys(json);
  if (keys.length === 0) return mutateJson(json, random);
  const key = pick(keys, random);
  const changed = mutateInside((json as Record<string, unknown>)[key], random, depth - 1);
  return Array.isArray(json)
    ? json.map((item: unknown, at) => (at === Number(key) ? changed : item))
    : { ...json, [key]: changed };
}

/** Damage to the fields that describe an HDF5 file: around the signatures of its structures, and at its start. */
function inHdf5(file: ModelFile): Damage {
  const text = new TextDecoder('latin1').decode(file.bytes);
  const places = [...text.matchAll(/TREE|SNOD|HEAP|GCOL|FRHP|FHDB|FHIB|BTHD|BTLF|OHDR|OCHK/gu)].map(
    ({ index }) => index,
  );
  const lies = [0, 1, 2, 0xff, 0xffff, 0x7fff_ffff, 0xffff_ffff, file.bytes.length - 1];
  return (random) => {
    const bytes = Uint8Array.from(file.bytes);
    const view = new DataView(bytes.buffer);
    for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
      const start = random() < 0.2 ? 0 : pick(places, random);
      const at = Math.min(bytes.length - 8, start + Math.floor(random() * 200));
      const chance = random();
      if (chance < 0.3) bytes[at] = Math.floor(random() * 256);
      else if (chance < 0.6) view.setUint32(at, pick(lies, random), true);
      // An address that leads to another structure of the right kind is what makes circles.
      else view.setUint32(at & ~7, pick(places, random), true);
    }
    return [{ ...file, bytes }];
  };
}

/** Damage to the directory at a ZIP archive's end. */
function inDirectory(file: ModelFile): Damage {
  return (random) => {
    const from = Math.max(0, file.bytes.length - 600);
    const tail = mutateBytes(file.bytes.subarray(from), random);
    const bytes = new Uint8Array(from + tail.length);
    bytes.set(file.bytes.subarray(0, from));
    bytes.set(tail, from);
    return [{ ...file, bytes }];
  };
}

/** Members of an archive as loose files. */
function membersOf(file: ModelFile): ModelFile[] {
  return Object.entries(unzipSync(file.bytes))
    .filter(([name]) => !name.startsWith('__MACOSX'))
    .map(([name, bytes]) => ({ name, bytes }));
}

/** The archive's member damaged, and the archive's checksum right for it. */
function repacked(damage: Damage): Damage {
  return (random) => [
    {
      name: 'model.zip',
      bytes: zipSync(Object.fromEntries(damage(random).map(({ name, bytes }) => [name, bytes])), {
        level: 0,
      }),
    },
  ];
}

const teachable = readSubject('teachable-machine/tiny-image-model.zip')!;
const graph = readSubject('graph/liveness.json')!;
const legacy = readSubject('keras/fer2013_mini_XCEPTION.102-0.66.hdf5')!;
const archive = readMade('nested.keras');
const operations = readMade('ops.json', 'ops.weights.h5');
const onnx = [...readSubject('onnx/light_squeezenet.onnx')!, ...readMade('windows.onnx', 'views.onnx')];

const damages: readonly (readonly [string, Damage])[] = [
  ['a Teachable Machine archive', anywhere(teachable)],
  ['its directory', inDirectory(teachable[0]!)],
  ['its model.json', inJson(membersOf(teachable[0]!), 'model.json')],
  ['its metadata.json, packed again', repacked(inJson(membersOf(teachable[0]!), 'metadata.json'))],
  ['a GraphModel', anywhere(graph)],
  ['its JSON', inJson(graph, 'liveness.json')],
  ['an .h5 file of Keras 2', anywhere(legacy)],
  ['its structures', inHdf5(legacy[0]!)],
  ['a .keras archive', anywhere(archive)],
  ['its config.json', inJson(membersOf(archive[0]!), 'config.json')],
  [
    'structures of its weights',
    (random) => [
      ...membersOf(archive[0]!).filter(({ name }) => name === 'config.json'),
      ...inHdf5(membersOf(archive[0]!).find(({ name }) => name.endsWith('.h5'))!)(random),
    ],
  ],
  ['a configuration with operations', inJson(operations, 'ops.json')],
  ['an .h5 file of Keras 3', inHdf5(readMade('nested.h5')[0]!)],
  ['ONNX', (random) => anywhere([pick(onnx, random)])(random)],
];

/** What a reader accepts must hold together, since the engine builds on it. */
function checkSource({ outline, weights }: ModelSource): void {
  for (const { shape, values } of weights.values()) {
    expect(values.length).toBe(shape.reduce((product, size) => product * size, 1));
  }
  for (const [position, node] of outline.entries()) {
    for (const input of node.inputs) expect(input).toBeLessThan(position);
    for (const name of node.weights) expect(weights.has(name)).toBe(true);
    for (const size of node.shape) expect(size).toBeGreaterThan(0);
  }
}

describe(`damaged models, seed ${seed}`, () => {
  test.each(damages)('%s', (name, damage) => {
    const random = createRandom(seed ^ name.length);
    let refusals = 0;
    let slowest = 0;
    for (let count = 0; count < cases; count++) {
      const files = damage(random);
      const start = performance.now();
      try {
        const source = readModel(files);
        checkSource(source);
        guessSheet(source);
      } catch (thrown) {
        if (!(thrown instanceof Failure)) throw thrown;
        refusals++;
        const { sentence, nextStep } = failureMessage(thrown);
        expect(`${thrown.code}: ${sentence}`).toMatch(/^model[A-Za-z]+: \S.*\.$/su);
        expect(nextStep).not.toBe('');
      }
      slowest = Math.max(slowest, performance.now() - start);
    }
    // What stands beside a model is no reason to refuse it.
    if (name.startsWith('its metadata')) expect(refusals).toBe(0);
    else expect(refusals).toBeGreaterThan(0);
    if (process.env['MODEL_FUZZ_CASES'])
      console.info(`${name}: ${refusals} of ${cases} refused, ${Math.round(slowest)} ms at most`);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
