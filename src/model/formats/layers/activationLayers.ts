/** Activations as layers of their own. */
import { fieldOf, listOf, numberOf, objectOf, textOf } from '../json/modelJson.ts';
import { refused, shortened } from '../refuse.ts';
import { activationDrafts, fusedActivation } from './activations.ts';
import {
  type ConvertLayer,
  inputShape,
  isLastAxis,
  numberSetting,
  settingUnknown,
  settingWrong,
  takeChecked,
  zeros,
} from './draft.ts';
import { simple } from './plainLayers.ts';

const activation: ConvertLayer = (conversion) => {
  const shape = inputShape(conversion);
  const fused = fusedActivation(conversion);
  const value = fieldOf(conversion.layer.config, 'activation');
  const object = objectOf(value);
  const name = fused ?? textOf(value) ?? (object && textOf(fieldOf(object, 'config'))) ?? '';
  if (fused === 'softmax') checkSoftmax(conversion.layer.name, shape);
  return activationDrafts(conversion, name, conversion.layer.inputs[0]!, shape);
};

function checkSoftmax(name: string, shape: readonly number[]): void {
  if (shape.length === 3 && (shape[0] !== 1 || shape[1] !== 1)) {
    throw refused(
      `“${shortened(name)}” gives classes for every place of the picture (segmentation); one answer for the whole picture is needed`,
    );
  }
}

const relu: ConvertLayer = (conversion) => {
  const shape = inputShape(conversion);
  const limit = numberOf(fieldOf(conversion.layer.config, 'max_value'));
  const slope = numberSetting(conversion, 'negative_slope', 0);
  if (numberSetting(conversion, 'threshold', 0) !== 0) throw settingUnknown(conversion, 'with a threshold');
  if (slope === 0) return [simple(conversion, 'ReLU', limit === null ? {} : { max_value: limit }, shape)];
  if (limit !== null) throw settingUnknown(conversion, 'with a slope and a limit');
  return [simple(conversion, 'LeakyReLU', { alpha: slope }, shape)];
};

/** TensorFlow.js knows `alpha` only and takes 0.3 where it finds Keras 3's name. */
const leakyRelu: ConvertLayer = (conversion) => {
  const { config } = conversion.layer;
  const alpha = numberOf(fieldOf(config, 'negative_slope')) ?? numberOf(fieldOf(config, 'alpha')) ?? 0.3;
  return [simple(conversion, 'LeakyReLU', { alpha }, inputShape(conversion))];
};

const elu: ConvertLayer = (conversion) => [
  simple(conversion, 'ELU', { alpha: numberSetting(conversion, 'alpha', 1) }, inputShape(conversion)),
];

const prelu: ConvertLayer = (conversion) => {
  const shape = inputShape(conversion);
  const axes = listOf(fieldOf(conversion.layer.config, 'shared_axes')) ?? [];
  if (!axes.every((axis) => typeof axis === 'number')) throw settingWrong(conversion, 'shared_axes');
  const wanted = shape.map((size, index) => (axes.includes(index + 1) ? 1 : size));
  const weights = takeChecked(conversion, [['alpha', wanted]]);
  const config = { alpha_initializer: zeros, ...(axes.length > 0 && { shared_axes: axes }) };
  return [{ ...simple(conversion, 'PReLU', config, shape), weights }];
};

const softmax: ConvertLayer = (conversion) => {
  const shape = inputShape(conversion);
  if (!isLastAxis(conversion, shape.length)) throw settingUnknown(conversion, 'not over classes');
  checkSoftmax(conversion.layer.name, shape);
  return [simple(conversion, 'Softmax', { axis: -1 }, shape)];
};

export const activationLayers: readonly (readonly [string, ConvertLayer])[] = [
  ['Activation', activation],
  ['ReLU', relu],
  ['LeakyReLU', leakyRelu],
  ['ELU', elu],
  ['PReLU', prelu],
  ['Softmax', softmax],
];
