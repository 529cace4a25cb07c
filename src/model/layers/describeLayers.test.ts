import { describe, expect, test } from 'vitest';
import { defaultModelLayers } from '../../../test/defaultModelLayers.ts';
import { readOracles } from '../../../test/oracles/readOracles.ts';
import { describeLayers, type RawLayer } from './describeLayers.ts';
import type { LayerInfo } from './layerGraph.ts';
import { availableLayerSets, type LayerSetId, lastConvolution, selectLayers } from './layerSet.ts';
import { layerTitle } from './layerTitle.ts';

describe('the default model', () => {
  const layers = defaultModelLayers(readOracles().layers);

  function named(name: string): LayerInfo {
    const layer = layers.find((candidate) => candidate.name === name);
    if (layer === undefined) throw new Error(`no layer ${name}`);
    return layer;
  }

  test('has 155 target layers whose maps fill a run without a gap', () => {
    expect(layers).toHaveLength(155);
    let end = 0;
    for (const [index, layer] of layers.entries()) {
      expect(layer).toMatchObject({ index, offset: end });
      end += layer.height * layer.width;
    }
    expect(end).toBe(343_187);
  });

  test('has its stem in block 0, sixteen numbered blocks and its head in block 17', () => {
    expect(new Set(layers.map(({ block }) => block))).toEqual(
      new Set(Array.from({ length: 18 }, (_, i) => i)),
    );
    expect(named('rescaling').block).toBe(0);
    expect(named('expanded_conv_project_BN').block).toBe(0);
    expect(named('block_16_expand').block).toBe(16);
    expect(named('Conv_1').block).toBe(17);
    expect(named('out_relu').block).toBe(17);
  });

  test('has contours until block 3, concepts until block 11, then the object', () => {
    const firstOf = (phase: string): string | undefined =>
      layers.find((layer) => layer.phase === phase)?.name;
    expect(firstOf('contours')).toBe('rescaling');
    expect(firstOf('concepts')).toBe('block_4_expand');
    expect(firstOf('object')).toBe('block_12_expand');
    const phases = layers.map(({ phase }) => phase);
    expect(phases.filter((phase, index) => phase !== phases[index - 1])).toEqual([
      'contours',
      'concepts',
      'object',
    ]);
  });

  test('has one output for each residual block: the addition, or the normalised projection', () => {
    const outputs = selectLayers(layers, 'blockOutputs');
    expect(outputs.map(({ block }) => block)).toEqual(Array.from({ length: 17 }, (_, block) => block));
    expect(outputs.filter(({ kind }) => kind === 'add').map(({ block }) => block)).toEqual([
      2, 4, 5, 7, 8, 9, 11, 12, 14, 15,
    ]);
    expect(outputs[1]?.name).toBe('block_1_project_BN');
  });

  test('fills every layer set', () => {
    const counts: Record<LayerSetId, number> = {
      all: 155,
      convolutions: 52,
      expand: 48,
      depthwise: 51,
      project: 34,
      relu: 35,
      blockOutputs: 17,
    };
    for (const setId of availableLayerSets(layers))
      expect(selectLayers(layers, setId), setId).toHaveLength(counts[setId]);
    expect(availableLayerSets(layers)).toEqual(Object.keys(counts));
  });

  test('has Conv_1 as its last convolution', () => {
    expect(lastConvolution(layers)?.name).toBe('Conv_1');
  });

  test.each([
    ['rescaling', 'input rescaling'],
    ['Conv1_pad', 'first convolution (padding)'],
    ['Conv1', 'first convolution'],
    ['bn_Conv1', 'first convolution (normalisation)'],
    ['expanded_conv_depthwise_relu', 'block 0, depthwise (ReLU)'],
    ['block_6_expand_relu', 'block 6, expand (ReLU)'],
    ['block_6_pad', 'block 6, padding'],
    ['block_13_depthwise', 'block 13, depthwise'],
    ['block_3_project_BN', 'block 3, output (project, normalisation)'],
    ['block_4_project_BN', 'block 4, project (normalisation)'],
    ['block_4_add', 'block 4, output (add)'],
    ['Conv_1_bn', 'last convolution (normalisation)'],
    ['out_relu', 'last convolution (ReLU)'],
  ])('calls %s "%s"', (name, title) => {
    expect(layerTitle(named(name))).toBe(title);
  });

  test('gives every layer a title of its own', () => {
    expect(new Set(layers.map(layerTitle)).size).toBe(155);
  });
});

describe('a model with other names', () => {
  /** Each layer reads the one before it. */
  function chain(...layers: [name: string, className: string, side: number][]): RawLayer[] {
    return layers.map(([name, className, side], index) => ({
      name,
      className,
      inputs: [layers[index - 1]?.[0] ?? 'image'],
      height: side,
      width: side,
      channels: 8,
    }));
  }

  const layers = describeLayers(
    chain(
      ['conv2d', 'Conv2D', 32],
      ['conv2d_1', 'Conv2D', 30],
      ['max_pooling2d', 'MaxPooling2D', 15],
      ['conv2d_2', 'Conv2D', 15],
      ['add', 'Add', 15],
      ['conv2_relu', 'Activation', 15],
    ),
  );

  test('ends a block at an addition and where the resolution falls, not where a border is lost', () => {
    expect(layers.map(({ block }) => block)).toEqual([0, 0, 1, 1, 1, 2]);
    expect(layers.filter((layer) => layer.isBlockOutput).map(({ name }) => name)).toEqual([
      'conv2d_1',
      'add',
    ]);
  });

  test('has thirds of its depth as phases and no roles', () => {
    expect(layers.map(({ phase }) => phase)).toEqual([
      'contours',
      'contours',
      'concepts',
      'concepts',
      'object',
      'object',
    ]);
    expect(layers.every(({ role }) => role === null)).toBe(true);
    expect(availableLayerSets(layers)).toEqual(['all', 'convolutions', 'relu', 'blockOutputs']);
  });

  test('keeps its names in the titles', () => {
    expect(layers.map(layerTitle)).toEqual([
      'block 0, convolution (conv2d)',
      'block 0, convolution (conv2d_1)',
      'block 1, layer (max_pooling2d)',
      'block 1, convolution (conv2d_2)',
      'block 1, add (add)',
      'block 2, ReLU (conv2_relu)',
    ]);
  });

  test('without a convolution has no last one, and without layers no sets', () => {
    expect(lastConvolution(describeLayers(chain(['relu', 'ReLU', 4])))).toBeNull();
    expect(availableLayerSets(describeLayers([]))).toEqual([]);
  });
});
