import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Network } from './network.ts';
import { readNetwork } from './readLayersModel.ts';

type Symbolic = tf.SymbolicTensor;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const input = (shape: (number | null)[] = [4, 4, 3]) => tf.input({ shape: shape });
const modelOf = (start: Symbolic, output: Symbolic | Symbolic[]) =>
  tf.model({ inputs: start, outputs: output });
const pooled = (x: Symbolic) => tf.layers.globalAveragePooling2d({}).apply(x) as Symbolic;
const dense = (x: Symbolic, options: object = {}) =>
  tf.layers.dense({ units: 2, ...options }).apply(x) as Symbolic;
const conv = (x: Symbolic, options: object = {}) =>
  tf.layers.conv2d({ filters: 2, kernelSize: 1, ...options }).apply(x) as Symbolic;

/** The operations from the input to the logits. */
function operations({ nodes }: Network): string[] {
  return nodes.map(({ operation }) => operation.op);
}

describe('the end of a network', () => {
  function networkOf(end: (x: Symbolic) => Symbolic): Network {
    const start = input();
    return readNetwork(modelOf(start, end(start)));
  }

  test.each([
    ['softmax', 2, 'softmax'],
    ['sigmoid', 1, 'sigmoid'],
    ['sigmoid', 2, 'independentSigmoids'],
    ['linear', 2, 'values'],
    ['tanh', 2, 'values'],
  ] as const)('a Dense with %s, %i units, gives logits that are meant as %s', (activation, units, kind) => {
    const network = networkOf((x) => dense(pooled(x), { activation, units }));
    expect(network.outputKind).toBe(kind);
    const last = network.nodes.at(-1)!.operation;
    expect(last.op).toBe({ tanh: 'activation', linear: 'dense' }[activation as string] ?? 'identity');
  });

  test('a sigmoid or softmax that is a layer of its own is taken off, too', () => {
    const sigmoid = networkOf(
      (x) => tf.layers.activation({ activation: 'sigmoid' }).apply(dense(pooled(x))) as Symbolic,
    );
    const softmax = networkOf((x) => tf.layers.softmax().apply(dense(pooled(x))) as Symbolic);
    expect([sigmoid.outputKind, softmax.outputKind]).toEqual(['independentSigmoids', 'softmax']);
    for (const network of [sigmoid, softmax]) {
      expect(operations(network)).toEqual(['input', 'globalAverage', 'dense', 'identity']);
    }
  });

  test('a softmax before a Flatten or Reshape is taken off', () => {
    const flattened = networkOf((x) => {
      const cell = tf.layers.averagePooling2d({ poolSize: 4 }).apply(x) as Symbolic;
      return tf.layers.flatten().apply(conv(cell, { activation: 'softmax', name: 'scores' })) as Symbolic;
    });
    expect(flattened.outputKind).toBe('softmax');
    expect(operations(flattened)).toEqual(['input', 'averagePooling', 'convolution', 'identity', 'reshape']);
    // The layer is still one that can be explained: its output is now the logits.
    expect(flattened.layers.map(({ name }) => name).at(-1)).toBe('scores');
    const reshaped = networkOf(
      (x) =>
        tf.layers
          .reshape({ targetShape: [2] })
          .apply(dense(pooled(x), { activation: 'softmax' })) as Symbolic,
    );
    expect(reshaped.outputKind).toBe('softmax');
  });

  test('an output that is a picture is refused in words', () => {
    expect(() => networkOf((x) => conv(x))).toThrow(/The output is \[4,4,2\], not one number for each class/);
  });
});

test('layers that only train are no targets, and what reads them reads what they read', () => {
  const start = input();
  const scaled = tf.layers.rescaling({ scale: 2, offset: 0, name: 'scaled' }).apply(start);
  const quiet = tf.layers
    .activation({ activation: 'linear' })
    .apply(tf.layers.dropout({ rate: 0.5 }).apply(scaled));
  const network = readNetwork(modelOf(start, dense(pooled(conv(quiet as Symbolic, { name: 'last' })))));
  expect(network.layers.map(({ name }) => name)).toEqual(['scaled', 'last']);
});

test('a layer with an activation is one target, the activation’s output', () => {
  const start = input();
  const network = readNetwork(
    modelOf(start, dense(pooled(conv(start, { activation: 'swish', name: 'only' })))),
  );
  expect(network.layers.map(({ name, className }) => [name, className])).toEqual([['only', 'Conv2D']]);
  expect(network.nodes[network.targets[0]!]!.operation.op).toBe('activation');
  expect(network.nodes.map(({ name }) => name)).toContain('only/convolution');
});

test('models in a model are opened; a name that two layers have gets those of the models around it in front', () => {
  const backboneOf = (name: string, channels: number) => {
    const features = input([4, 4, channels]);
    const middle = conv(features, { name: `${name}_scan` });
    return tf.model({ inputs: features, outputs: conv(middle, { name: 'mix' }), name });
  };
  const head = tf.sequential({ name: 'head' });
  head.add(tf.layers.globalAveragePooling2d({ inputShape: [4, 4, 2] }));
  head.add(tf.layers.dense({ units: 3, activation: 'softmax', name: 'choose' }));
  const model = tf.sequential({ name: 'all' });
  for (const part of [backboneOf('first', 3), backboneOf('second', 2), head]) model.add(part);
  const network = readNetwork(model);
  expect(network.layers.map(({ name }) => name)).toEqual([
    'first_scan',
    'first/mix',
    'second_scan',
    'second/mix',
  ]);
  expect(network.nodes.map(({ name }) => name)).toContain('choose');
  expect(network.outputKind).toBe('softmax');
});

describe('what is refused, in words', () => {
  test('several inputs and several outputs', () => {
    const start = input();
    expect(() => readNetwork(modelOf(start, [conv(start), conv(start)]))).toThrow(/one output/);
    const other = input();
    const joined = tf.layers.add().apply([start, other]) as Symbolic;
    expect(() => readNetwork(tf.model({ inputs: [start, other], outputs: joined }))).toThrow(/one input/);
  });

  test('an input that is no picture', () => {
    const start = input([5]);
    expect(() => readNetwork(modelOf(start, dense(start)))).toThrow(/reads pictures/);
  });

  test('layers that are used twice, models too, and all that can not be read, at once', () => {
    const start = input();
    const relu = tf.layers.reLU({ name: 'again' });
    const turned = tf.layers.conv2d({
      filters: 2,
      kernelSize: 1,
      dataFormat: 'channelsFirst',
      name: 'turned',
    });
    const x = turned.apply(relu.apply(relu.apply(start)));
    const model = modelOf(start, dense(pooled(x as Symbolic)));
    expect(() => readNetwork(model)).toThrow(
      /The layer again is used more than once.*turned has its channels first/,
    );
    const inner = input();
    const twin = tf.model({ inputs: inner, outputs: conv(inner, { filters: 3 }), name: 'twin' });
    const twice = twin.apply(twin.apply(start)) as Symbolic;
    expect(() => readNetwork(modelOf(start, dense(pooled(twice))))).toThrow(
      /The layer twin is used more than once/,
    );
  });

  test('a size that is left open, unless the picture’s is given', () => {
    const open = input([null, null, 3]);
    const model = modelOf(open, dense(pooled(conv(open, { name: 'scan', strides: 2 }))));
    expect(() => readNetwork(model)).toThrow(/leaves its size open \(\? × \? × 3\)/);
    const { layers } = readNetwork(model, [6, 8, 3]);
    expect(layers.map(({ name, height, width }) => [name, height, width])).toEqual([['scan', 3, 4]]);
  });
});
