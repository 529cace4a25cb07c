/**
 * Operations that stand as layers: `x / 127.5 - 1` written in Python becomes a TFOpLambda (Keras 2) or an
 * operation of Keras 3. Nothing in a file is ever run; these functions are known by name.
 */
import { fieldOf, textOf } from '../json/modelJson.ts';
import type { JsonValue } from '../modelSource.ts';
import { activationDrafts } from './activations.ts';
import { affineDraft, numbersIn } from './affine.ts';
import {
  type Conversion,
  type ConvertLayer,
  floats,
  inputShape,
  pictureShape,
  settingUnknown,
  zeros,
} from './draft.ts';
import { merges } from './merges.ts';
import { simple } from './plainLayers.ts';

type Arithmetic = 'Add' | 'Subtract' | 'Multiply' | 'TrueDivide';

const functions: ReadonlyMap<string, Arithmetic> = new Map([
  ['math.add', 'Add'],
  ['__operators__.add', 'Add'],
  ['math.subtract', 'Subtract'],
  ['__operators__.sub', 'Subtract'],
  ['math.multiply', 'Multiply'],
  ['__operators__.mul', 'Multiply'],
  ['math.truediv', 'TrueDivide'],
  ['math.divide', 'TrueDivide'],
  ['__operators__.truediv', 'TrueDivide'],
]);

const activationFunctions: ReadonlyMap<string, string> = new Map([
  ['nn.relu', 'relu'],
  ['nn.relu6', 'relu6'],
  ['math.sigmoid', 'sigmoid'],
  ['nn.sigmoid', 'sigmoid'],
  ['nn.swish', 'swish'],
  ['nn.silu', 'swish'],
  ['nn.softmax', 'softmax'],
  ['math.tanh', 'tanh'],
  ['Relu', 'relu'],
  ['Relu6', 'relu6'],
  ['Sigmoid', 'sigmoid'],
  ['Silu', 'swish'],
  ['HardSwish', 'hard_swish'],
  ['HardSilu', 'hard_swish'],
  ['HardSigmoid', 'hard_sigmoid'],
]);

/** The number or list that an operation has beside its tensor. */
function constantOf(conversion: Conversion): readonly number[] | null {
  const { constants } = conversion.layer;
  for (const key of ['y', 'x', 'argument1', 'argument0', 'x2', 'x1']) {
    const value: JsonValue | undefined = fieldOf(constants, key);
    const numbers = value === null || typeof value === 'string' ? null : numbersIn(value);
    if (numbers) return numbers;
  }
  return null;
}

function arithmetic(kind: Arithmetic): ConvertLayer {
  return (conversion) => {
    if (conversion.layer.inputs.length > 1) {
      const merge = merges.find(([className]) => className === kind)?.[1];
      if (!merge) throw settingUnknown(conversion, 'of two layers');
      return merge(conversion);
    }
    const numbers = constantOf(conversion);
    const isReversed =
      fieldOf(conversion.layer.constants, 'argument0') !== null &&
      fieldOf(conversion.layer.constants, 'argument1') === null;
    if (!numbers) throw settingUnknown(conversion, 'without a number');
    if (kind === 'Add') return affineDraft(conversion, [1], numbers);
    if (kind === 'Multiply') return affineDraft(conversion, numbers, [0]);
    if (kind === 'Subtract') {
      return isReversed
        ? affineDraft(conversion, [-1], numbers)
        : affineDraft(
            conversion,
            [1],
            numbers.map((value) => -value),
          );
    }
    if (isReversed || numbers.includes(0)) throw settingUnknown(conversion, 'divided by the picture');
    return affineDraft(
      conversion,
      numbers.map((value) => 1 / value),
      [0],
    );
  };
}

/** `x[..., ::-1]`, which turns RGB into BGR: a convolution that exchanges the channels. */
const slice: ConvertLayer = (conversion) => {
  const [height, width, channels] = pictureShape(conversion);
  const written = JSON.stringify(conversion.layer.constants);
  const turns = /"step":\s*-1/u.test(written) || /\[null,null,-1\]/u.test(written);
  if (!turns || channels > 4) throw settingUnknown(conversion, 'a part of the picture');
  const exchange = Array.from({ length: channels ** 2 }, (_, index) =>
    Math.floor(index / channels) + (index % channels) === channels - 1 ? 1 : 0,
  );
  const config = {
    filters: channels,
    kernel_size: [1, 1],
    strides: [1, 1],
    padding: 'valid',
    data_format: 'channels_last',
    dilation_rate: [1, 1],
    activation: 'linear',
    use_bias: false,
    kernel_initializer: zeros,
  };
  const kernel = floats([1, 1, channels, channels], exchange);
  return [
    { ...simple(conversion, 'Conv2D', config, [height, width, channels]), weights: [['kernel', kernel]] },
  ];
};

const activationOperation: ConvertLayer = (conversion) => {
  const name = activationFunctions.get(functionOf(conversion)) ?? '';
  return activationDrafts(
    { ...conversion, isKeras3: true },
    name,
    conversion.layer.inputs[0]!,
    inputShape(conversion),
  );
};

function functionOf({ layer }: Conversion): string {
  return textOf(fieldOf(layer.config, 'function')) ?? layer.className;
}

/** TFOpLambda and SlicingOpLambda of Keras 2. */
const lambdaOperation: ConvertLayer = (conversion) => {
  const name = functionOf(conversion);
  const kind = functions.get(name);
  if (kind) return arithmetic(kind)(conversion);
  if (activationFunctions.has(name)) return activationOperation(conversion);
  if (name === 'cast' || name === 'identity') return [];
  if (name === '_slice_helper' || name === '__operators__.getitem') return slice(conversion);
  throw settingUnknown(conversion, name);
};

/** A layer of Keras and an operation of Keras 3 share these names; the operation has a number beside its tensor. */
const layerOrOperation = (['Add', 'Subtract', 'Multiply'] as const).map(
  (kind) => [kind, arithmetic(kind)] as const,
);

export const operations: readonly (readonly [string, ConvertLayer])[] = [
  ...layerOrOperation,
  ['TrueDivide', arithmetic('TrueDivide')],
  ['Divide', arithmetic('TrueDivide')],
  ['GetItem', slice],
  ['TFOpLambda', lambdaOperation],
  ['SlicingOpLambda', lambdaOperation],
  ...['Relu', 'Relu6', 'Sigmoid', 'Silu', 'HardSwish', 'HardSilu', 'HardSigmoid'].map(
    (className) => [className, activationOperation] as const,
  ),
];
