/** Layers without kernels: pooling, padding, reshaping, and those that only training needs. */
import { fieldOf, listOf, textOf } from '../json/modelJson.ts';
import { countOf } from '../limits.ts';
import type { JsonObject, JsonValue } from '../modelSource.ts';
import { damaged, refused, shortened } from '../refuse.ts';
import {
  type Conversion,
  type ConvertLayer,
  type Draft,
  flagSetting,
  inputShape,
  paddingSetting,
  pairOf,
  pictureShape,
  settingUnknown,
  settingWrong,
  tupleOf,
  windowedSize,
} from './draft.ts';

/** A layer of one input and no weights. */
export function simple(
  { layer }: Conversion,
  className: string,
  config: JsonObject,
  shape: readonly number[],
): Draft {
  return { name: layer.name, className, config, inputs: layer.inputs, weights: [], shape };
}

/** What only changes something while a network is trained. */
const leaveOut: ConvertLayer = (conversion) => {
  inputShape(conversion);
  return [];
};

function pooling(className: 'MaxPooling2D' | 'AveragePooling2D'): ConvertLayer {
  return (conversion) => {
    const [height, width, channels] = pictureShape(conversion);
    const pool = pairOf(conversion, 'pool_size', 2);
    const given = fieldOf(conversion.layer.config, 'strides');
    const strides = given === undefined || given === null ? pool : pairOf(conversion, 'strides', 1);
    const padding = paddingSetting(conversion);
    const rows = windowedSize(conversion, height, pool[0], strides[0], padding);
    const columns = windowedSize(conversion, width, pool[1], strides[1], padding);
    const config = { pool_size: pool, strides, padding, data_format: 'channels_last' };
    return [simple(conversion, className, config, [rows, columns, channels])];
  };
}

/** TensorFlow.js ignores `keepdims`, which MobileNet and MobileNetV3 need: a Reshape follows. */
function globalPooling(className: string): ConvertLayer {
  return (conversion) => {
    const [, , channels] = pictureShape(conversion);
    const pooled = simple(conversion, className, { data_format: 'channels_last' }, [channels]);
    if (!flagSetting(conversion, 'keepdims', false)) return [pooled];
    const name = `${conversion.layer.name}/pooled`;
    const shape = [1, 1, channels];
    const kept = simple(conversion, 'Reshape', { target_shape: shape }, shape);
    return [
      { ...pooled, name },
      { ...kept, inputs: [name] },
    ];
  };
}

/** [[top, bottom], [left, right]], [vertical, horizontal] or one number. */
function bordersOf(conversion: Conversion, key: string): [[number, number], [number, number]] {
  const value = fieldOf(conversion.layer.config, key);
  const items = listOf(value) ?? [value ?? 0, value ?? 0];
  const borders = items.map((entry: JsonValue) =>
    typeof entry === 'number' ? [entry, entry] : tupleOf(entry),
  );
  const [vertical, horizontal] = borders;
  const isRight = (pair: number[] | null | undefined): pair is [number, number] =>
    pair?.length === 2 && pair.every((size) => Number.isInteger(size) && size >= 0 && size < 2 ** 16);
  if (borders.length !== 2 || !isRight(vertical) || !isRight(horizontal)) throw settingWrong(conversion, key);
  return [vertical, horizontal];
}

const zeroPadding: ConvertLayer = (conversion) => {
  const [height, width, channels] = pictureShape(conversion);
  const padding = bordersOf(conversion, 'padding');
  const [[top, bottom], [left, right]] = padding;
  const shape = [height + top + bottom, width + left + right, channels];
  return [simple(conversion, 'ZeroPadding2D', { padding, data_format: 'channels_last' }, shape)];
};

const cropping: ConvertLayer = (conversion) => {
  const [height, width, channels] = pictureShape(conversion);
  const cropping = bordersOf(conversion, 'cropping');
  const [[top, bottom], [left, right]] = cropping;
  const shape = [height - top - bottom, width - left - right, channels];
  if (shape[0]! < 1 || shape[1]! < 1)
    throw refused(`“${shortened(conversion.layer.name)}” crops all of the picture away`);
  return [simple(conversion, 'Cropping2D', { cropping, data_format: 'channels_last' }, shape)];
};

const upSampling: ConvertLayer = (conversion) => {
  const [height, width, channels] = pictureShape(conversion);
  const size = pairOf(conversion, 'size', 2);
  const interpolation = textOf(fieldOf(conversion.layer.config, 'interpolation')) ?? 'nearest';
  if (interpolation !== 'nearest') throw settingUnknown(conversion, interpolation);
  const shape = [height * size[0], width * size[1], channels];
  return [simple(conversion, 'UpSampling2D', { size, data_format: 'channels_last', interpolation }, shape)];
};

const flatten: ConvertLayer = (conversion) => {
  const shape = inputShape(conversion);
  return [simple(conversion, 'Flatten', {}, [countOf(shape, conversion.layer.name)])];
};

const reshape: ConvertLayer = (conversion) => {
  const count = countOf(inputShape(conversion), conversion.layer.name);
  const wanted = tupleOf(fieldOf(conversion.layer.config, 'target_shape'));
  if (wanted === null) throw settingWrong(conversion, 'target_shape');
  const known = wanted.reduce((product, size) => (size === -1 ? product : product * size), 1);
  const shape = wanted.map((size) => (size === -1 ? count / known : size));
  if (countOf(shape, conversion.layer.name) !== count) {
    throw damaged(
      conversion.file,
      `“${shortened(conversion.layer.name)}” cannot make ${wanted.join(' × ')} of ${count} numbers`,
    );
  }
  return [simple(conversion, 'Reshape', { target_shape: shape }, shape)];
};

/** Resizing to the size that is there already, which is how a model of open size states what it wants. */
const resizing: ConvertLayer = (conversion) => {
  const [height, width] = pictureShape(conversion);
  const wanted = [fieldOf(conversion.layer.config, 'height'), fieldOf(conversion.layer.config, 'width')];
  if (wanted[0] === height && wanted[1] === width) return [];
  throw settingUnknown(
    conversion,
    `resizing inside the network, to ${String(wanted[1])} × ${String(wanted[0])}`,
  );
};

const trainingOnly = [
  ...['Dropout', 'SpatialDropout2D', 'AlphaDropout', 'GaussianDropout', 'GaussianNoise'],
  ...[
    'ActivityRegularization',
    'Identity',
    'StochasticDepth',
    'RandomFlip',
    'RandomRotation',
    'RandomZoom',
    'RandomContrast',
  ],
  ...[
    'RandomTranslation',
    'RandomBrightness',
    'RandomColorJitter',
    'RandomShear',
    'RandomErasing',
    'RandomHue',
  ],
  ...['RandomSaturation', 'RandomGrayscale', 'RandomGaussianBlur', 'RandomSharpness', 'RandomInvert'],
];

export const plainLayers: readonly (readonly [string, ConvertLayer])[] = [
  ...trainingOnly.map((className) => [className, leaveOut] as const),
  ['MaxPooling2D', pooling('MaxPooling2D')],
  ['AveragePooling2D', pooling('AveragePooling2D')],
  ['GlobalAveragePooling2D', globalPooling('GlobalAveragePooling2D')],
  ['GlobalMaxPooling2D', globalPooling('GlobalMaxPooling2D')],
  ['ZeroPadding2D', zeroPadding],
  ['Cropping2D', cropping],
  ['UpSampling2D', upSampling],
  ['Flatten', flatten],
  ['Reshape', reshape],
  ['Resizing', resizing],
  ['CenterCrop', resizing],
];
