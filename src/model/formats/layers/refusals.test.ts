/** Networks that are understood and refused, and those that are mended, as Keras writes them. */
import { strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { thrownFailure } from '../../../../test/thrownFailure.ts';
import type { JsonObject, ModelSource } from '../modelSource.ts';
import { readModel } from '../readModel.ts';

const input: JsonObject = {
  class_name: 'InputLayer',
  config: { batch_input_shape: [null, 8, 8, 3], name: 'image' },
};
const pooling: JsonObject = { class_name: 'GlobalAveragePooling2D', config: { name: 'pool' } };

interface TestWeight {
  readonly name: string;
  readonly shape: number[];
}

/** A Sequential of TensorFlow.js with weights that are all 0.5. */
function readSequential(layers: readonly JsonObject[], weights: readonly TestWeight[] = []): ModelSource {
  return readTopology({ class_name: 'Sequential', config: { name: 'test', layers } }, weights);
}

function readTopology(modelTopology: JsonObject, weights: readonly TestWeight[] = []): ModelSource {
  const specs = weights.map((weight) => ({ ...weight, dtype: 'float32' }));
  const count = weights.reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
  const json = { modelTopology, weightsManifest: [{ paths: ['w.bin'], weights: specs }] };
  return readModel([
    { name: 'model.json', bytes: strToU8(JSON.stringify(json)) },
    { name: 'w.bin', bytes: new Uint8Array(new Float32Array(count).fill(0.5).buffer) },
  ]);
}

function layer(class_name: string, config: JsonObject = {}): JsonObject {
  return { class_name, config: { name: `my_${class_name.toLowerCase()}`, ...config } };
}

function refusal(...layers: readonly JsonObject[]) {
  return thrownFailure(() => readSequential([input, ...layers]));
}

describe('what is refused', () => {
  test('all unknown layers are named at once', () => {
    const failure = refusal(layer('Lambda'), layer('MultiHeadAttention'), layer('MyOwnLayer'), pooling);
    expect(failure).toMatchObject({
      code: 'modelPartsUnknown',
      details: {
        parts: 'Lambda “my_lambda”, MultiHeadAttention “my_multiheadattention”, MyOwnLayer “my_myownlayer”',
      },
    });
  });

  test('a class named like what every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString'])
      expect(refusal(layer(name), pooling).code).toBe('modelPartsUnknown');
  });

  test('a dilated depthwise convolution, which TensorFlow.js would compute without dilation', () => {
    const dilated = layer('DepthwiseConv2D', { kernel_size: [3, 3], dilation_rate: [2, 2] });
    expect(refusal(dilated, pooling).details['parts']).toContain('dilated');
  });

  test('channels first, a list of numbers, five channels, a giant picture', () => {
    const reading = (shape: readonly (number | null)[]) =>
      thrownFailure(() =>
        readSequential([
          { class_name: 'InputLayer', config: { batch_input_shape: shape, name: 'i' } },
          pooling,
        ]),
      );
    expect(reading([null, 3, 224, 224]).message).toContain('channels first');
    expect(reading([null, 40]).message).toContain('list of numbers');
    expect(reading([null, 64, 64, 5]).message).toContain('5 channels');
    expect(reading([null, 1e6, 1e6, 3]).code).toBe('modelTooLarge');
  });

  test('layers of which only the shapes are enormous', () => {
    expect(refusal(layer('UpSampling2D', { size: [8000, 8000] }), pooling).code).toBe('modelTooLarge');
    const padded = layer('ZeroPadding2D', { padding: 60_000 });
    expect(refusal(padded, pooling).code).toBe('modelTooLarge');
  });

  test('a layer that is used twice', () => {
    const twice = {
      ...layer('ReLU'),
      name: 'my_relu',
      inbound_nodes: [[['image', 0, 0, {}]], [['my_relu', 0, 0, {}]]],
    };
    const config = {
      name: 'f',
      layers: [{ ...input, name: 'image', inbound_nodes: [] }, twice],
      input_layers: [['image', 0, 0]],
      output_layers: [['my_relu', 1, 0]],
    };
    expect(thrownFailure(() => readTopology({ class_name: 'Model', config })).message).toContain(
      'used 2 times',
    );
  });

  test('layers that read each other in a circle', () => {
    const relu = (name: string, from: string) => ({
      ...layer('ReLU', { name }),
      name,
      inbound_nodes: [[[from, 0, 0, {}]]],
    });
    const config = {
      name: 'f',
      layers: [{ ...input, name: 'image', inbound_nodes: [] }, relu('a', 'b'), relu('b', 'a')],
      input_layers: [['image', 0, 0]],
      output_layers: [['b', 0, 0]],
    };
    expect(thrownFailure(() => readTopology({ class_name: 'Functional', config })).code).toBe(
      'modelFileDamaged',
    );
  });

  test('models in models in models, without end', () => {
    let model: JsonObject = layer('ReLU');
    for (let depth = 0; depth < 40; depth++)
      model = { class_name: 'Sequential', config: { name: `s${depth}`, layers: [model] } };
    expect(thrownFailure(() => readSequential([input, model])).code).toBe('modelKindRefused');
  });

  test('weights of another shape than the layer wants: layer, wanted, found', () => {
    const dense = layer('Dense', { units: 4, name: 'out' });
    const failure = thrownFailure(() =>
      readSequential(
        [input, pooling, dense],
        [
          { name: 'out/kernel', shape: [5, 4] },
          { name: 'out/bias', shape: [4] },
        ],
      ),
    );
    expect(failure).toMatchObject({ code: 'modelFileDamaged' });
    expect(failure.details['reason']).toBe('“out” wants 3 × 4 numbers as its kernel and finds 5 × 4');
  });

  test('a subclassed model, which only its author’s program can run', () => {
    expect(thrownFailure(() => readTopology({ class_name: 'MyModel', config: {} })).message).toContain(
      '“MyModel”',
    );
  });
});

describe('what is mended', () => {
  test('layers that only training needs fall away', () => {
    const { outline } = readSequential([
      input,
      layer('RandomFlip'),
      layer('Dropout', { rate: 0.5 }),
      layer('Activation', { activation: 'linear' }),
      pooling,
    ]);
    expect(outline.map(({ kind }) => kind)).toEqual(['InputLayer', 'GlobalAveragePooling2D']);
    expect(outline[1]!.inputs).toEqual([0]);
  });

  test('LeakyReLU by the name that Keras 3 gives its slope', () => {
    const { outline } = readSequential([input, layer('LeakyReLU', { negative_slope: 0.2 }), pooling]);
    expect(outline[1]!.settings).toEqual({ alpha: 0.2 });
  });

  test('kept sides become a Reshape, and the layer keeps its name', () => {
    const { outline } = readSequential([
      input,
      layer('GlobalAveragePooling2D', { keepdims: true, name: 'gap' }),
    ]);
    expect(outline.map(({ name, kind, shape }) => [name, kind, shape])).toEqual([
      ['image', 'InputLayer', [8, 8, 3]],
      ['gap/pooled', 'GlobalAveragePooling2D', [3]],
      ['gap', 'Reshape', [1, 1, 3]],
    ]);
  });

  test('a convolution in as many groups as channels becomes a depthwise one', () => {
    const grouped = layer('Conv2D', { filters: 6, kernel_size: 3, groups: 3, use_bias: false, name: 'c' });
    const { outline, weights } = readSequential(
      [input, grouped],
      [{ name: 'c/kernel', shape: [3, 3, 1, 6] }],
    );
    expect(outline[1]).toMatchObject({ kind: 'DepthwiseConv2D', writtenAs: 'Conv2D', shape: [6, 6, 6] });
    expect(weights.get('c/depthwise_kernel')!.shape).toEqual([3, 3, 3, 2]);
  });

  test('an inner model’s layers get its name before theirs only where two are called the same', () => {
    const inner = {
      class_name: 'Sequential',
      config: { name: 'inner', layers: [layer('ReLU', { name: 'act' }), layer('ReLU', { name: 'own' })] },
    };
    const { outline } = readSequential([input, layer('ReLU', { name: 'act' }), inner, pooling]);
    expect(outline.map(({ name }) => name)).toEqual(['image', 'act', 'inner_act', 'own', 'pool']);
  });

  test('of several outputs the one that is asked for is read, with nothing that it does not need', () => {
    const node = (name: string, className: string, from: string) => ({
      ...layer(className, { name }),
      name,
      inbound_nodes: [[[from, 0, 0, {}]]],
    });
    const layers = [
      { ...input, name: 'image', inbound_nodes: [] },
      node('a', 'ReLU', 'image'),
      node('left', 'GlobalAveragePooling2D', 'a'),
      node('right', 'GlobalMaxPooling2D', 'image'),
    ];
    const config = {
      name: 'f',
      layers,
      input_layers: [['image', 0, 0]],
      output_layers: [
        ['left', 0, 0],
        ['right', 0, 0],
      ],
    };
    const bytes = strToU8(
      JSON.stringify({ modelTopology: { class_name: 'Functional', config }, weightsManifest: [] }),
    );
    const files = [{ name: 'model.json', bytes }];
    expect(readModel(files)).toMatchObject({ outputs: ['left', 'right'] });
    expect(readModel(files).outline.map(({ name }) => name)).toEqual(['image', 'a', 'left']);
    expect(readModel(files, { output: 'right' }).outline.map(({ name }) => name)).toEqual(['image', 'right']);
    expect(thrownFailure(() => readModel(files, { output: 'none' })).code).toBe('modelKindRefused');
  });

  test('an open size is fixed by the side that is asked for', () => {
    const open = { class_name: 'InputLayer', config: { batch_shape: [null, null, null, 3], name: 'i' } };
    const source = readSequential([open, pooling]);
    expect(source).toMatchObject({ openSize: true });
    expect(source.outline[0]!.shape).toEqual([224, 224, 3]);
  });
});
