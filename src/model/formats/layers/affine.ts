/** Normalisation and preprocessing: a factor and a summand for each channel. */
import { fieldOf, listOf, numberOf, numbersOf, objectOf } from '../json/modelJson.ts';
import type { JsonObject, JsonValue, Weight } from '../modelSource.ts';
import {
  type Conversion,
  type ConvertLayer,
  type Draft,
  flagSetting,
  floats,
  inputShape,
  isLastAxis,
  numberSetting,
  pictureShape,
  settingUnknown,
  settingWrong,
  takeChecked,
  zeros,
} from './draft.ts';
import { simple } from './plainLayers.ts';

const ones: JsonObject = { class_name: 'Ones', config: {} };

const batchNormalisation: ConvertLayer = (conversion) => {
  const shape = inputShape(conversion);
  const channels = shape.at(-1) ?? 0;
  if (!isLastAxis(conversion, shape.length)) throw settingUnknown(conversion, 'not over channels');
  const scale = flagSetting(conversion, 'scale', true);
  const center = flagSetting(conversion, 'center', true);
  const names = [...(scale ? ['gamma'] : []), ...(center ? ['beta'] : []), 'moving_mean', 'moving_variance'];
  const weights = takeChecked(
    conversion,
    names.map((name) => [name, [channels]] as const),
  );
  return [
    normalisation(
      conversion,
      { epsilon: numberSetting(conversion, 'epsilon', 1e-3), scale, center },
      weights,
    ),
  ];
};

function normalisation(
  { layer, inputShapes }: Conversion,
  settings: { readonly epsilon: number; readonly scale: boolean; readonly center: boolean },
  weights: readonly (readonly [string, Weight])[],
): Draft {
  return {
    name: layer.name,
    className: 'BatchNormalization',
    config: {
      axis: -1,
      momentum: 0.99,
      ...settings,
      beta_initializer: zeros,
      gamma_initializer: ones,
      moving_mean_initializer: zeros,
      moving_variance_initializer: ones,
    },
    inputs: layer.inputs,
    weights,
    shape: inputShapes[0]!,
  };
}

const layerNormalisation: ConvertLayer = (conversion) => {
  const shape = inputShape(conversion);
  if (!isLastAxis(conversion, shape.length)) throw settingUnknown(conversion, 'not over channels');
  const scale = flagSetting(conversion, 'scale', true);
  const center = flagSetting(conversion, 'center', true);
  const names = [...(scale ? ['gamma'] : []), ...(center ? ['beta'] : [])];
  const weights = takeChecked(
    conversion,
    names.map((name) => [name, [shape.at(-1) ?? 0]] as const),
  );
  const config = { axis: [-1], epsilon: numberSetting(conversion, 'epsilon', 1e-3), scale, center };
  const initialisers = { beta_initializer: zeros, gamma_initializer: ones };
  return [{ ...simple(conversion, 'LayerNormalization', { ...config, ...initialisers }, shape), weights }];
};

/**
 * x · scale + offset. One number for all channels is a Rescaling; a list is a BatchNormalization whose statistics
 * are those of numbers that are normalised already, since TensorFlow.js' Rescaling knows no lists.
 */
export function affineDraft(
  conversion: Conversion,
  scale: readonly number[],
  offset: readonly number[],
): readonly Draft[] {
  const shape = inputShape(conversion);
  const channels = shape.at(-1) ?? 0;
  const isSame = (values: readonly number[]) => values.every((value) => value === values[0]);
  if (isSame(scale) && isSame(offset)) {
    return [simple(conversion, 'Rescaling', { scale: scale[0]!, offset: offset[0]! }, shape)];
  }
  const spread = (values: readonly number[]) =>
    floats(
      [channels],
      Array.from({ length: channels }, (_, index) => values[values.length === 1 ? 0 : index]!),
    );
  if (![scale, offset].every((values) => values.length === 1 || values.length === channels)) {
    throw settingUnknown(
      conversion,
      `${Math.max(scale.length, offset.length)} numbers for ${channels} channels`,
    );
  }
  const weights: [string, Weight][] = [
    ['gamma', spread(scale)],
    ['beta', spread(offset)],
    ['moving_mean', spread([0])],
    ['moving_variance', spread([1])],
  ];
  return [normalisation(conversion, { epsilon: 0, scale: true, center: true }, weights)];
}

/** One number, a list of them, or lists in lists of which only the last axis has several. */
export function numbersIn(value: JsonValue | undefined): readonly number[] | null {
  const number = numberOf(value);
  if (number !== null) return [number];
  const config = objectOf(value);
  if (config) return numbersIn(fieldOf(config, 'value') ?? fieldOf(config, 'items'));
  const numbers = numbersOf(value);
  if (numbers !== null) return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : null;
  const list = listOf(value);
  return list?.length === 1 ? numbersIn(list[0]) : null;
}

const rescaling: ConvertLayer = (conversion) => {
  const { config } = conversion.layer;
  const scale = numbersIn(fieldOf(config, 'scale') ?? 1);
  const offset = numbersIn(fieldOf(config, 'offset') ?? 0);
  if (!scale || !offset) throw settingWrong(conversion, 'scale');
  return affineDraft(conversion, scale, offset);
};

/** (x − mean) / √variance, with statistics from the weights or from the configuration; never divided by less than 1e-7. */
const normalizationLayer: ConvertLayer = (conversion) => {
  const [, , channels] = pictureShape(conversion);
  const { config } = conversion.layer;
  if (!isLastAxis(conversion, 3)) throw settingUnknown(conversion, 'not over channels');
  if (flagSetting(conversion, 'invert', false)) throw settingUnknown(conversion, 'inverted');
  let mean = numbersIn(fieldOf(config, 'mean') ?? undefined);
  let variance = numbersIn(fieldOf(config, 'variance') ?? undefined);
  if (!mean || !variance) {
    const taken = takeChecked(conversion, [
      ['mean', [channels]],
      ['variance', [channels]],
    ]);
    [mean, variance] = taken.map(([, weight]) => Array.from(weight.values)) as [number[], number[]];
  }
  const scale = variance.map((value) => 1 / Math.max(Math.sqrt(value), 1e-7));
  const offset = mean.map((value, index) => -value * (scale.length === 1 ? scale[0]! : scale[index]!));
  return affineDraft(conversion, scale, offset);
};

/** ConvNeXt's factor for each channel; Keras keeps it in a class of its own. */
const layerScale: ConvertLayer = (conversion) => {
  const channels = inputShape(conversion).at(-1) ?? 0;
  const [gamma] = takeChecked(conversion, [['gamma', [channels]]]);
  return affineDraft(conversion, Array.from(gamma![1].values), [0]);
};

export const affineLayers: readonly (readonly [string, ConvertLayer])[] = [
  ['BatchNormalization', batchNormalisation],
  ['BatchNormalizationV1', batchNormalisation],
  ['SyncBatchNormalization', batchNormalisation],
  ['LayerNormalization', layerNormalisation],
  ['Rescaling', rescaling],
  ['Normalization', normalizationLayer],
  ['LayerScale', layerScale],
];
