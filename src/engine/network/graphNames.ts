/** Names of a graph's operations, as short as people know the layers that they were. */

/** What converters call an operation inside a layer, with a number behind it perhaps: `BiasAdd_1`, `mul_1`. */
const operationNames = new Set([
  ...[
    'Conv2D',
    'DepthwiseConv2dNative',
    'MatMul',
    'BiasAdd',
    'BatchNorm',
    'FusedBatchNorm',
    'FusedBatchNormV2',
  ],
  ...[
    'FusedBatchNormV3',
    'Relu',
    'Relu6',
    'LeakyRelu',
    'Elu',
    'Selu',
    'Prelu',
    'Sigmoid',
    'Tanh',
    'Softplus',
    'Softmax',
  ],
  ...[
    'MaxPool',
    'AvgPool',
    'Mean',
    'Max',
    'Pad',
    'PadV2',
    'Reshape',
    'Squeeze',
    'ConcatV2',
    'Add',
    'AddV2',
    'Sub',
    'Mul',
  ],
  ...[
    'RealDiv',
    'Maximum',
    'Minimum',
    'depthwise',
    'separable_conv2d',
    'batchnorm',
    'add',
    'sub',
    'mul',
    'truediv',
  ],
  'concat',
]);

const isOperation = (part: string) => operationNames.has(part.replace(/_\d+$/, ''));

/** Wrappers of a whole model. */
const wrapper = /^(StatefulPartitionedCall|PartitionedCall|Identity)(_\d+)?$/;

/**
 * The layer that an operation was a part of: `StatefulPartitionedCall/model/block_1_expand/Conv2D` is `block_1_expand`.
 * Without such a part, the operation's own last name.
 */
export function layerNameOf(path: string): string {
  const parts = path.split('/').filter((part) => !wrapper.test(part));
  const meaningful = parts.findLast((part) => !isOperation(part));
  return meaningful ?? parts.at(-1) ?? path;
}
