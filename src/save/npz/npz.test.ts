import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { relativeL2 } from '../../../test/compareMaps.ts';
import { findPython } from '../../../test/findPython.ts';
import { cardPath, createNodeEngine } from '../../../test/nodeEngine.ts';
import { readOracles } from '../../../test/oracles/readOracles.ts';
import { readNpy, readZip } from '../../../test/readNpz.ts';
import { testRecipe } from '../../../test/testRecipe.ts';
import type { ModelInfo } from '../../engine/api.ts';
import { parseRecipe } from '../parseRecipe.ts';
import { mapArrays } from './mapArrays.ts';
import { writeNpy } from './npy.ts';
import { fileNames, type NamedArray, writeNpz } from './npz.ts';

describe('an .npy file', () => {
  test('is the one that NumPy writes, byte by byte', () => {
    const bytes = writeNpy({
      shape: [2, 3],
      data: Float32Array.of(0, 1, -2, 0.5, Number.NaN, Number.POSITIVE_INFINITY),
    });
    // numpy.save of the same array: head, padding to 128 bytes, then the values, little-endian.
    const head = "\x93NUMPY\x01\0\x76\0{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    const values = '000000000000803f000000c00000003f0000c07f0000807f';
    expect(Buffer.from(bytes).toString('latin1').slice(0, 128)).toBe(`${head.padEnd(127)}\n`);
    expect(Buffer.from(bytes.subarray(128)).toString('hex')).toBe(values);
  });

  test('holds any array of any shape', () => {
    const array = fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }).chain((shape) => {
      const length = shape.reduce((product, side) => product * side, 1);
      return fc.float32Array({ minLength: length, maxLength: length }).map((data) => ({ shape, data }));
    });
    fc.assert(
      fc.property(array, (written) => {
        expect(readNpy(writeNpy(written))).toEqual(written);
      }),
    );
  });

  test('is refused a shape that the data does not have', () => {
    expect(() => writeNpy({ shape: [2, 2], data: new Float32Array(3) })).toThrow(RangeError);
  });
});

describe('names of files', () => {
  test('keep letters, digits, point, hyphen and underscore, and never meet', () => {
    expect(fileNames(['block_6_add', 'conv/bn', 'conv:bn', 'CONV_BN', '..', ''])).toEqual([
      'block_6_add',
      'conv_bn',
      'conv_bn_2',
      'CONV_BN_3',
      '_',
      '__2',
    ]);
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('a', 'A', 'a_2', '__proto__'))), (names) => {
        const unique = fileNames(names);
        expect(unique).toHaveLength(names.length);
        expect(new Set(unique.map((name) => name.toLowerCase())).size).toBe(names.length);
        expect(unique.filter((name) => !/^[\w-][\w.-]*$/.test(name))).toEqual([]);
      }),
    );
  });
});

describe('an .npz file', () => {
  const arrays = [
    { name: 'fused', shape: [1, 2], data: Float32Array.of(0, 1) },
    { name: 'fused', shape: [2, 1], data: Float32Array.of(3, -4) },
  ];

  test('holds the arrays under their names, in their order, and the recipe', () => {
    const members = readZip(writeNpz(arrays, testRecipe));
    expect([...members.keys()]).toEqual(['fused.npy', 'fused_2.npy', 'recipe.json']);
    expect(readNpy(members.get('fused_2.npy')!)).toEqual({ shape: [2, 1], data: Float32Array.of(3, -4) });
    expect(parseRecipe(new TextDecoder().decode(members.get('recipe.json')))).toEqual(testRecipe);
  });

  test('is the same bytes in every time zone', () => {
    vi.stubEnv('TZ', 'Pacific/Kiritimati');
    const east = writeNpz(arrays, testRecipe);
    vi.stubEnv('TZ', 'Pacific/Pago_Pago');
    const west = writeNpz(arrays, testRecipe);
    vi.unstubAllEnvs();
    expect(Buffer.from(east).equals(west)).toBe(true);
  });
});

describe('the maps of a real run', () => {
  const picture = readOracles().pictures.find(({ id }) => id === 'cat-portrait')!;
  const reference = picture.runs.find(
    ({ method, target }) => method === 'positiveGradCam' && target === 'dog',
  )!;
  let model: ModelInfo;
  let arrays: readonly NamedArray[];
  let npz: Uint8Array;

  beforeAll(async () => {
    const engine = createNodeEngine();
    ({ model } = await engine.open({ cardUrl: cardPath, backend: 'wasm' }));
    const { maps } = await engine.explain({ input: picture.input, target: reference.classIndex });
    const raw = { extent: 'layers', maps: maps.positiveGradCam } as const;
    arrays = mapArrays({ model, method: 'positiveGradCam', maps: raw }, null);
    npz = writeNpz(arrays, testRecipe);
  });

  test('come out of the file as the reference has them', () => {
    const members = readZip(npz);
    expect(members.size).toBe(model.layers.length + 1);
    let compared = 0;
    for (const { index, name, height, width } of model.layers) {
      const { shape, data } = readNpy(members.get(`${name}.npy`)!);
      expect(shape).toEqual([height, width]);
      const expected = reference.maps[index];
      if (!expected) continue;
      compared += 1;
      expect(relativeL2(data, expected), name).toBeLessThan(3e-2);
    }
    expect(compared).toBeGreaterThan(130);
  });

  const python = findPython('numpy');
  if (python === null) {
    console.warn(
      'skipped: numpy.load on our .npz, for there is no Python with NumPy; our own reader read it',
    );
  } else {
    test('are the same numbers for numpy.load', () => {
      const folder = mkdtempSync(join(tmpdir(), 'stratacam-'));
      try {
        const path = join(folder, 'maps.npz');
        writeFileSync(path, npz);
        const script = `
import json, sys, numpy
with numpy.load(sys.argv[1]) as maps:
    names = [name for name in maps.files if name != 'recipe.json']
    sums = [[name, str(maps[name].dtype), list(maps[name].shape), float(maps[name].astype('f8').sum())] for name in names]
    print(json.dumps([sums, json.loads(maps['recipe.json'])]))`;
        const [sums, recipe]: [unknown, unknown] = JSON.parse(
          execFileSync(python, ['-c', script, path]).toString(),
        );
        const expected = arrays.map(({ name, shape, data }) => [
          name,
          'float32',
          shape,
          expect.closeTo(
            data.reduce((sum, value) => sum + value, 0),
            6,
          ),
        ]);
        expect(sums).toEqual(expected);
        expect(recipe).toEqual(testRecipe);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});
