import { describe, expect, test } from 'vitest';
import { fakeExplanation, fakeLayers } from '../../../test/fakeModel.ts';
import { diagnose, diagnoseDerived, type RunNumbers, silentLayers } from './diagnose.ts';

const input = { width: 16, height: 16, data: new Uint8Array(16 * 16 * 3).fill(101) };

/** A run of the fake model, about which there is nothing to say. */
function sound(): RunNumbers {
  const { maps, prediction, classIndex } = fakeExplanation({ input, target: 1 }, 'wasm');
  return { layers: fakeLayers, maps, prediction, classIndex, halfFloatGain: null, isDead: () => false };
}

/** The same with another value in all cells of one layer. */
function withLayer(index: number, value: (old: number) => number, method?: 'gradCam'): RunNumbers {
  const run = sound();
  const { offset, height, width } = fakeLayers[index]!;
  for (const [id, map] of Object.entries(run.maps)) {
    if (method !== undefined && method !== id) continue;
    for (let cell = offset; cell < offset + height * width; cell++) map[cell] = value(map[cell]!);
  }
  return run;
}

const emptyEverywhere = (layers: number[]) =>
  (['positiveGradCam', 'gradCam', 'layerCam'] as const).map((method) => ({
    kind: 'emptyMaps',
    method,
    layers,
  }));

describe('what is found', () => {
  test('nothing, in a sound run', () => {
    expect(diagnose(sound())).toEqual([]);
  });

  test.each([
    [0.99995, true],
    [0.9998, false],
    [0.00005, true],
    [0.0002, false],
  ])('a probability of %d is beyond doubt: %s', (probability, isSaturated) => {
    const prediction = { logits: [0], probabilities: [1 - probability, probability], classIndex: 1 };
    const finding = { kind: 'saturatedOutput', probability };
    expect(diagnose({ ...sound(), prediction })).toEqual(isSaturated ? [finding] : []);
  });

  test('a layer of zeros is dead if its activation is known to be zero, else silent, and empty in any case', () => {
    const run = withLayer(2, () => 0);
    expect(silentLayers(fakeLayers, run.maps)).toEqual([2]);
    expect(diagnose(run)).toEqual([{ kind: 'silentLayers', layers: [2] }, ...emptyEverywhere([2])]);
    expect(diagnose({ ...run, isDead: (layer) => layer === 2 })).toEqual([
      { kind: 'deadLayers', layers: [2] },
      ...emptyEverywhere([2]),
    ]);
  });

  test('a map that speaks against the class everywhere is empty, by that method alone', () => {
    const run = withLayer(4, (old) => -Math.abs(old), 'gradCam');
    expect(diagnose(run)).toEqual([{ kind: 'emptyMaps', method: 'gradCam', layers: [4] }]);
    expect(silentLayers(fakeLayers, run.maps)).toEqual([]);
  });

  test('tiny maps are at risk on 16-bit floats, as far as the gain does not save them', () => {
    const run = withLayer(1, (old) => old * 1e-6);
    expect(diagnose(run)).toEqual([]);
    expect(diagnose({ ...run, halfFloatGain: 1 })).toEqual([{ kind: 'halfFloatUnderflow', layers: [1] }]);
    expect(diagnose({ ...run, halfFloatGain: 1024 })).toEqual([]);
  });

  test.each([Number.NaN, Infinity, -Infinity])('%d in a map', (value) => {
    const run = withLayer(3, (old) => (old === 0 ? value : old), 'gradCam');
    expect(diagnose(run)).toEqual([{ kind: 'notFinite', layers: [3] }]);
  });
});

describe('in the maps of a derived method, values that are no numbers', () => {
  const [last] = fakeLayers.slice(-1);
  const length = last!.offset + last!.height * last!.width;
  const { offset, index } = fakeLayers[2]!;

  test('are told by layer, of one layer, and of the whole network', () => {
    const maps = new Float32Array(length);
    expect(diagnoseDerived({ kind: 'layers' }, maps, fakeLayers)).toEqual([]);
    maps[offset] = Number.NaN;
    const found = (layers: number[]) => [{ kind: 'notFinite', layers }];
    expect(diagnoseDerived({ kind: 'layers' }, maps, fakeLayers)).toEqual(found([index]));
    expect(diagnoseDerived({ kind: 'layers' }, maps, fakeLayers.slice(3))).toEqual([]);
    const one = Float32Array.of(0, Infinity);
    expect(diagnoseDerived({ kind: 'layer', layer: 4 }, one, fakeLayers)).toEqual(found([4]));
    expect(diagnoseDerived({ kind: 'network', width: 2, height: 1 }, one, fakeLayers)).toEqual(found([]));
  });
});
