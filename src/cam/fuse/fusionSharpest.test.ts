import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../../test/compareMaps.ts';
import { defaultModelLayers } from '../../../test/defaultModelLayers.ts';
import { readOracles } from '../../../test/oracles/readOracles.ts';
import { runOfMaps } from '../../../test/runOfMaps.ts';
import { conceptLayers, fuseSharpest, keepAboveMean } from './fusionSharpest.ts';

const twoByTwo = { sign: 'positive', width: 2, height: 2 } as const;

describe('keeping what is above the mean', () => {
  test('is the root of the difference, and zero below', () => {
    expect(Array.from(keepAboveMean(Float32Array.of(0, 1, 10, 5)))).toEqual([
      0,
      0,
      Math.fround(Math.sqrt(6)),
      1,
    ]);
  });

  test('leaves nothing of a flat map', () => {
    expect(Array.from(keepAboveMean(new Float32Array(4).fill(0.5)))).toEqual([0, 0, 0, 0]);
    expect(keepAboveMean(new Float32Array())).toHaveLength(0);
  });
});

describe('the layers where concepts end', () => {
  test('are the three of the expansion of block 11 in the default model', () => {
    const layers = defaultModelLayers(readOracles().layers);
    expect(conceptLayers(layers).map(({ name }) => name)).toEqual([
      'block_11_expand',
      'block_11_expand_BN',
      'block_11_expand_relu',
    ]);
  });

  test('are a whole block where blocks have no roles', () => {
    const { layers } = runOfMaps(
      [[1], [1], [1], [1]],
      [
        { block: 0 },
        { block: 1, phase: 'concepts' },
        { block: 2, phase: 'concepts' },
        { block: 3, phase: 'object' },
      ],
    );
    expect(conceptLayers(layers).map(({ block }) => block)).toEqual([2]);
  });
});

describe('the sharpest fusion', () => {
  const facts = [{}, { phase: 'concepts', role: 'expand' }] as const;
  const layerCam = runOfMaps(
    [
      [0, 1, 0, 2],
      [4, 0, 0, 4],
    ],
    facts,
  );
  const positiveGradCam = runOfMaps(
    [
      [9, 0, 0, 0],
      [0, 0, 8, 8],
    ],
    facts,
  ).maps;
  const maps = { layerCam: layerCam.maps, positiveGradCam };

  test('is half LayerCAM of all layers, half positive sections of the last concepts, above the mean', () => {
    // LayerCAM: [0, .5, 0, 1] and [1, 0, 0, 1], mean [.5, .25, 0, 1]; positive sections of the expansion: [0, 0, 1, 1].
    // Half of each: [.25, .125, .5, 1], mean .46875; above it [0, 0, .03125, .53125], roots, divided by the last.
    const { grid, range, shares, empty } = fuseSharpest(maps, layerCam.layers, twoByTwo);
    expect(largestDifference(grid.data, Float32Array.of(0, 0, Math.sqrt(1 / 17), 1))).toBeLessThan(1e-6);
    expect(range.max).toBeCloseTo(Math.sqrt(0.53125), 6);
    // Pixels sum to 1.5/2 and 2/2 from LayerCAM and to 2 from the expansion.
    expect(largestDifference(shares, Float32Array.of(0.75 / 3.75, 3 / 3.75))).toBeLessThan(1e-6);
    expect(empty).toBe(0);
  });

  test('takes all layers for both where the model has no concepts', () => {
    const plain = runOfMaps([
      [0, 1, 0, 2],
      [4, 0, 0, 4],
    ]).layers;
    // Positive sections of both layers: mean [.5, 0, .5, .5]; halves [.5, .125, .25, .75]; mean .40625.
    const { grid } = fuseSharpest(maps, plain, twoByTwo);
    expect(largestDifference(grid.data, Float32Array.of(Math.sqrt(3 / 11), 0, 0, 1))).toBeLessThan(1e-6);
  });

  test('of signed maps that are turned round is turned round', () => {
    const signed = runOfMaps(
      [
        [-3, 1, 0, 2],
        [4, -6, 0, 4],
      ],
      facts,
    );
    const options = { ...twoByTwo, sign: 'signed' } as const;
    const negated = { layerCam: signed.maps.map((v) => -v), positiveGradCam: positiveGradCam.map((v) => -v) };
    const there = fuseSharpest({ layerCam: signed.maps, positiveGradCam }, signed.layers, options).grid.data;
    const back = fuseSharpest(negated, signed.layers, options).grid.data;
    expect(
      largestDifference(
        back.map((value) => 1 - value),
        there,
      ),
    ).toBeLessThan(1e-6);
  });

  test('of maps without positive evidence is empty, for the reason they share', () => {
    const against = new Float32Array(8).fill(-1).map((value, index) => value - index);
    const fused = fuseSharpest({ layerCam: against, positiveGradCam: against }, layerCam.layers, twoByTwo);
    expect(fused).toMatchObject({ emptyReason: 'oppositeSign', empty: 3 });
    expect(Array.from(fused.grid.data)).toEqual([0, 0, 0, 0]);
  });
});
