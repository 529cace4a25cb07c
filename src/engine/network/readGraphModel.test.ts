import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { gradientErrors, randomInput } from '../../../test/gradientErrors.ts';
import { buildGraph, type GraphBuilder, integers, text, texts } from '../../../test/graphFiles.ts';
import { prepareWasm } from '../../../test/nodeEngine.ts';
import { createTracer } from '../run/createTracer.ts';
import { registerWasmKernels } from '../wasm/wasmKernels.ts';
import { layerNameOf } from './graphNames.ts';
import { readGraphModel } from './readGraphModel.ts';

const convolution = (padding: string, strides = 1, more: object = {}) => ({
  strides: integers(1, strides, strides, 1),
  dilations: integers(1, 1, 1, 1),
  padding: text(padding),
  data_format: text('NHWC'),
  explicit_paddings: integers(),
  ...more,
});
const fused = (...names: string[]) => ({ fused_ops: texts(...names), num_args: { i: '1' } });
const window = (size: number, padding: string) => ({
  ksize: integers(1, size, size, 1),
  strides: integers(1, 2, 2, 1),
  padding: text(padding),
});

/** Convolutions, plain and fused, a residual block, a gate, poolings, a head: all the readers but a few. */
function buildClassifier(graph: GraphBuilder, picture: string): string {
  const { constant, node } = graph;
  const path = (name: string) => `StatefulPartitionedCall/model/${name}`;
  let x = node('Mul', path('rescaling/mul'), [picture, constant('scale', [], [0.5])]);
  x = node('Sub', path('rescaling/sub'), [x, constant('shift', [], [0.1])]);
  x = node('Pad', path('Conv1_pad/Pad'), [x, graph.integers('border', [0, 0, 0, 1, 0, 1, 0, 0], [4, 2])]);
  const stem = convolution('VALID', 2, fused('BiasAdd', 'Relu6'));
  x = node(
    '_FusedConv2D',
    path('Conv1_relu/Relu6'),
    [x, constant('k1', [3, 3, 3, 4]), constant('b1', [4])],
    stem,
  );
  const deep = { ...convolution('SAME'), ...fused('BiasAdd', 'LeakyRelu'), leakyrelu_alpha: { f: 0.1 } };
  let y = node(
    'FusedDepthwiseConv2dNative',
    path('block_1_depthwise/LeakyRelu'),
    [x, constant('k2', [3, 3, 4, 1]), constant('b2', [4])],
    deep,
  );
  y = node(
    'Conv2D',
    path('block_1_project/Conv2D'),
    [y, constant('k3', [1, 1, 4, 4])],
    convolution('EXPLICIT', 1, { explicit_paddings: integers(0, 0, 0, 0, 0, 0, 0, 0) }),
  );
  y = node('BiasAdd', path('block_1_project/BiasAdd'), [y, constant('b3', [4])]);
  const statistics = ['gamma', 'beta', 'mean'].map((name) => constant(name, [4]));
  y = node(
    'FusedBatchNormV3',
    path('block_1_project_BN/FusedBatchNormV3'),
    [y, ...statistics, constant('variance', [4], [1, 2, 0.5, 1])],
    { epsilon: { f: 1e-3 }, is_training: { b: false } },
  );
  x = node('AddV2', path('block_1_add/add'), [x, y]);
  const pooled = node('Mean', path('gate/Mean'), [x, graph.integers('cells', [1, 2])], {
    keep_dims: { b: true },
  });
  const gate = node('Sigmoid', path('gate/Sigmoid'), [
    node('Conv2D', path('gate/Conv2D'), [pooled, constant('k4', [1, 1, 4, 4])], convolution('SAME')),
  ]);
  x = node('Mul', path('gated/mul'), [x, gate]);
  const narrow = node('Minimum', path('clip/Minimum'), [
    node('Maximum', path('clip/Maximum'), [x, constant('low', [], [-0.2])]),
    constant('high', [], [0.3]),
  ]);
  const branches = [
    node('MaxPool', path('pool_a/MaxPool'), [x], window(3, 'SAME')),
    node('AvgPool', path('pool_b/AvgPool'), [narrow], window(2, 'SAME')),
  ];
  x = node('ConcatV2', path('mixed/concat'), [...branches, graph.integers('axis', [3], [])], {
    N: { i: '2' },
  });
  x = node('Reshape', path('flatten/Reshape'), [x, graph.integers('shape', [-1, 2 * 2 * 8])]);
  x = node(
    '_FusedMatMul',
    path('hidden/Elu'),
    [x, constant('k5', [32, 5]), constant('b5', [5])],
    fused('BiasAdd', 'Elu'),
  );
  x = node('RealDiv', path('cooler/truediv'), [x, constant('heat', [], [1.5])]);
  x = node('MatMul', path('logits/MatMul'), [x, constant('k6', [5, 3])], {
    transpose_a: { b: false },
    transpose_b: { b: false },
  });
  return node('Softmax', path('logits/Softmax'), [x]);
}

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    prepareWasm();
    registerWasmKernels();
    expect(await tf.setBackend(backend)).toBe(true);
  });

  test('a graph is a network that predicts the same and is differentiated as it is defined', async () => {
    const model = await buildGraph([7, 7, 3], buildClassifier);
    const network = await readGraphModel(model);
    expect(network.outputKind).toBe('softmax');
    const input = randomInput(network, 3);
    const { tracer } = await createTracer(network);
    const found = await tf.softmax(await tracer.predict(input)).data();
    const expected = await (model.predict(input) as tf.Tensor).data();
    expect([...found]).toEqual([...expected].map((value) => expect.closeTo(value, 5)));
    const { gradient, logits, worst } = await gradientErrors(network, 3);
    expect(logits).toBeLessThan(1e-4);
    expect(gradient, worst).toBeLessThan(1e-3);
    tracer.dispose();
    model.dispose();
  });
});

test('layers are those that the operations were parts of, by their names and kinds', async () => {
  await tf.setBackend('cpu');
  const { layers } = await readGraphModel(await buildGraph([7, 7, 3], buildClassifier));
  expect(layers.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
    ...['rescaling: other', 'Conv1_pad: padding', 'Conv1_relu: convolution', 'block_1_depthwise: depthwise'],
    ...[
      'block_1_project: convolution',
      'block_1_project_BN: normalisation',
      'block_1_add: add',
      'gate: other',
    ],
    ...['gated: other', 'pool_a: other', 'clip: other', 'pool_b: other', 'mixed: other'],
  ]);
});

test.each([
  ['StatefulPartitionedCall/sequential_1/activation_1/Relu', 'activation_1'],
  ['StatefulPartitionedCall/model/block_1_expand_BN/FusedBatchNormV3', 'block_1_expand_BN'],
  ['MobilenetV1/MobilenetV1/Conv2d_0/BatchNorm/batchnorm/mul_1', 'Conv2d_0'],
  ['add', 'add'],
])('%s is a part of %s', (path, layer) => {
  expect(layerNameOf(path)).toBe(layer);
});

describe('what is refused, in words', () => {
  test('operations that nobody here knows, all of them at once', async () => {
    const model = await buildGraph([4, 4, 3], ({ node }, picture) =>
      node('Tan', 'b', [node('Sinh', 'a', [picture])]),
    );
    await expect(readGraphModel(model)).rejects.toThrow(/cannot be explained here: Sinh, Tan/);
  });

  test('a matrix that is computed, with the operation’s name', async () => {
    const model = await buildGraph([1, 1, 3], (graph, picture) => {
      const row = graph.node('Reshape', 'row', [picture, graph.integers('shape', [-1, 3])]);
      return graph.node('MatMul', 'both', [row, row]);
    });
    await expect(readGraphModel(model)).rejects.toThrow(/both multiplies two matrices that are computed/);
  });
});
