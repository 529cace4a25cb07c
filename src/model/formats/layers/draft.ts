/** What a layer of a file becomes: one or several layers that TensorFlow.js computes as the file means them. */
import { fieldOf, listOf, numberOf, numbersOf, objectOf, textOf } from '../json/modelJson.ts';
import type { JsonObject, JsonValue, Weight } from '../modelSource.ts';
import { damaged, refused, shortened, unknownParts } from '../refuse.ts';
import type { RawLayer } from './rawLayer.ts';

export interface Draft {
  readonly name: string;
  /** Class of TensorFlow.js. */
  readonly className: string;
  /** Configuration as TensorFlow.js reads it, without the name. */
  readonly config: JsonObject;
  readonly inputs: readonly string[];
  /** By the name that TensorFlow.js gives them, in its order. */
  readonly weights: readonly (readonly [name: string, weight: Weight])[];
  /** Output, without the batch axis. */
  readonly shape: readonly number[];
}

/** A layer on its way. */
export interface Conversion {
  readonly file: string;
  readonly layer: RawLayer;
  /** Shapes of what it reads, without the batch axis; [height, width, channels] for a picture. */
  readonly inputShapes: readonly (readonly number[])[];
  /** Whether Keras 3 wrote the file: some of its functions have other definitions. */
  readonly isKeras3: boolean;
  /** Its weights, in the order of their names. */
  readonly take: (names: readonly string[]) => readonly Weight[];
}

/** An empty list leaves the layer out: what it reads takes its place. */
export type ConvertLayer = (conversion: Conversion) => readonly Draft[];

/** The single input's shape. @throws Failure where there are several or none */
export function inputShape({ inputShapes, layer, file }: Conversion): readonly number[] {
  const [shape] = inputShapes;
  if (!shape || inputShapes.length !== 1) {
    throw damaged(file, `“${shortened(layer.name)}” reads ${inputShapes.length} layers instead of one`);
  }
  return shape;
}

/** The single input as a picture. @throws Failure where it is none */
export function pictureShape(conversion: Conversion): readonly [number, number, number] {
  const shape = inputShape(conversion);
  const format = textOf(fieldOf(conversion.layer.config, 'data_format')) ?? 'channels_last';
  if (format !== 'channels_last') {
    throw refused(
      `“${shortened(conversion.layer.name)}” wants its channels first, and only channels last can be read`,
    );
  }
  if (shape.length !== 3) {
    throw refused(`“${shortened(conversion.layer.name)}” reads ${shape.length} axes instead of a picture`);
  }
  return shape as readonly [number, number, number];
}

/** One number, or two for height and width. */
export function pairOf(conversion: Conversion, key: string, otherwise: number): [number, number] {
  const value = fieldOf(conversion.layer.config, key);
  if (value === undefined || value === null) return [otherwise, otherwise];
  const numbers = typeof value === 'number' ? [value, value] : (tupleOf(value) ?? []);
  const [height, width = height] = numbers;
  if (!isCount(height) || !isCount(width)) throw settingWrong(conversion, key);
  return [height, width];
}

/** A list of numbers, also in the form in which Keras 3 writes a tuple. */
export function tupleOf(value: JsonValue | undefined): number[] | null {
  const object = objectOf(value);
  return numbersOf(value) ?? (object ? numbersOf(fieldOf(object, 'items')) : null);
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value > 0 && value < 2 ** 16;
}

export function countSetting(conversion: Conversion, key: string): number {
  const value = numberOf(fieldOf(conversion.layer.config, key));
  if (value === null || !isCount(value)) throw settingWrong(conversion, key);
  return value;
}

export function numberSetting(conversion: Conversion, key: string, otherwise: number): number {
  const value = fieldOf(conversion.layer.config, key);
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw settingWrong(conversion, key);
  return value;
}

export function flagSetting(conversion: Conversion, key: string, otherwise: boolean): boolean {
  const value = fieldOf(conversion.layer.config, key);
  return typeof value === 'boolean' ? value : otherwise;
}

export function paddingSetting(conversion: Conversion): 'same' | 'valid' {
  const value = textOf(fieldOf(conversion.layer.config, 'padding')) ?? 'valid';
  if (value !== 'same' && value !== 'valid') throw settingWrong(conversion, 'padding');
  return value;
}

/** Whether an axis means the last one: −1, its position, or a list of one of these. */
export function isLastAxis(conversion: Conversion, rank: number): boolean {
  const value = fieldOf(conversion.layer.config, 'axis') ?? -1;
  const axis = numberOf(value) ?? (listOf(value)?.length === 1 ? numberOf(listOf(value)![0]) : null);
  return axis === -1 || axis === rank;
}

export function settingWrong({ file, layer }: Conversion, key: string) {
  return damaged(file, `The setting “${key}” of “${shortened(layer.name)}” is not understood`);
}

/** A layer that is known, but not with this setting. */
export function settingUnknown({ layer }: Conversion, what: string) {
  return unknownParts([`${layer.className} “${shortened(layer.origin.ownName)}” (${what})`]);
}

/**
 * Takes the weights of a layer and checks their shapes.
 * @param wanted names and shapes, in the order in which Keras keeps them
 */
export function takeChecked(
  conversion: Conversion,
  wanted: readonly (readonly [name: string, shape: readonly number[]])[],
): (readonly [string, Weight])[] {
  if (wanted.length === 0) return [];
  const { layer, file } = conversion;
  const weights = conversion.take(wanted.map(([name]) => name));
  return wanted.map(([name, shape], index) => {
    const weight = weights[index]!;
    if (weight.shape.length !== shape.length || weight.shape.some((size, axis) => size !== shape[axis])) {
      const found = weight.shape.join(' × ');
      throw damaged(
        file,
        `“${shortened(layer.name)}” wants ${shape.join(' × ')} numbers as its ${name} and finds ${found}`,
      );
    }
    return [name, weight] as const;
  });
}

export function floats(shape: readonly number[], values: ArrayLike<number>): Weight {
  return { shape, dtype: 'float32', values: new Float32Array(values) };
}

/** Initialisers cost time where weights follow anyway. */
export const zeros: JsonObject = { class_name: 'Zeros', config: {} };

/**
 * Places along one side that a window can take.
 * @throws Failure where the window is larger than what it slides over
 */
export function windowedSize(
  conversion: Conversion,
  size: number,
  window: number,
  stride: number,
  padding: 'same' | 'valid',
): number {
  const count = padding === 'same' ? Math.ceil(size / stride) : Math.floor((size - window) / stride) + 1;
  if (count < 1)
    throw refused(`The picture is too small: nothing of it is left at “${shortened(conversion.layer.name)}”`);
  return count;
}
