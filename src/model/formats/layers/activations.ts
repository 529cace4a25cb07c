/** Activation functions by the names that Keras has given them over the years. */
import { fieldOf, objectOf, textOf } from '../json/modelJson.ts';
import type { JsonObject, JsonValue } from '../modelSource.ts';
import type { Conversion, Draft } from './draft.ts';
import { settingUnknown } from './draft.ts';

/** Those that TensorFlow.js computes by itself, under its own names. */
const known: ReadonlyMap<string, string> = new Map([
  ['linear', 'linear'],
  ['relu', 'relu'],
  ['relu6', 'relu6'],
  ['elu', 'elu'],
  ['selu', 'selu'],
  ['sigmoid', 'sigmoid'],
  ['softplus', 'softplus'],
  ['softsign', 'softsign'],
  ['tanh', 'tanh'],
  ['softmax', 'softmax'],
  ['swish', 'swish'],
  ['silu', 'swish'],
  ['gelu', 'gelu'],
  ['mish', 'mish'],
]);

/** Those that are made of several layers. */
const composed = ['hard_sigmoid', 'hard_swish', 'hard_silu', 'leaky_relu'];

/** The name of the function in a setting: plain, or in an object of Keras 3. */
function nameOf(value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) return 'linear';
  const object = objectOf(value);
  const name =
    textOf(value) ?? (object && (textOf(fieldOf(object, 'config')) ?? textOf(fieldOf(object, 'class_name'))));
  return name === 'hardSigmoid' ? 'hard_sigmoid' : (name ?? null);
}

/**
 * The `activation` of a layer for TensorFlow.js, or null where further layers have to follow
 * ({@link appendActivation}).
 * @throws Failure `modelPartsUnknown`
 */
export function fusedActivation(conversion: Conversion): string | null {
  const name = nameOf(fieldOf(conversion.layer.config, 'activation'));
  const fused = name === null ? undefined : known.get(name);
  if (fused !== undefined) return fused;
  if (name === 'hard_sigmoid' && !conversion.isKeras3) return 'hard_sigmoid';
  if (name !== null && composed.includes(name)) return null;
  throw settingUnknown(conversion, `activation ${name ?? 'of its author’s own'}`);
}

/** The drafts of a layer whose activation TensorFlow.js lacks; the last one has the layer's name. */
export function appendActivation(conversion: Conversion, linear: Draft): readonly Draft[] {
  const name = nameOf(fieldOf(conversion.layer.config, 'activation')) ?? '';
  const first = { ...linear, name: `${linear.name}/linear` };
  return [first, ...activationDrafts(conversion, name, first.name, linear.shape)];
}

/**
 * An activation as layers of its own.
 * @param name as in {@link fusedActivation}
 */
export function activationDrafts(
  conversion: Conversion,
  name: string,
  input: string,
  shape: readonly number[],
): readonly Draft[] {
  const draft = (part: string, className: string, config: JsonObject, inputs: string[]): Draft => ({
    name: part === '' ? conversion.layer.name : `${conversion.layer.name}/${part}`,
    className,
    config,
    inputs,
    weights: [],
    shape,
  });
  const fused = known.get(name);
  if (fused === 'linear') return [];
  if (fused === 'relu') return [draft('', 'ReLU', {}, [input])];
  if (fused === 'relu6') return [draft('', 'ReLU', { max_value: 6 }, [input])];
  if (fused !== undefined) return [draft('', 'Activation', { activation: fused }, [input])];
  if (name === 'leaky_relu') return [draft('', 'LeakyReLU', { alpha: 0.2 }, [input])];
  if (name === 'hard_sigmoid' && !conversion.isKeras3) {
    return [draft('', 'Activation', { activation: 'hard_sigmoid' }, [input])];
  }
  if (!composed.includes(name)) throw settingUnknown(conversion, `activation ${name}`);
  // relu6(x + 3) / 6, by Keras 3; hard swish is x times that (Howard et al., “Searching for MobileNetV3”, 5.2).
  const isSwish = name !== 'hard_sigmoid';
  const gate = isSwish ? 'gate' : '';
  const drafts = [
    draft('plus3', 'Rescaling', { scale: 1, offset: 3 }, [input]),
    draft('relu6', 'ReLU', { max_value: 6 }, [`${conversion.layer.name}/plus3`]),
    draft(gate, 'Rescaling', { scale: 1 / 6, offset: 0 }, [`${conversion.layer.name}/relu6`]),
  ];
  if (!isSwish) return drafts;
  return [...drafts, draft('', 'Multiply', {}, [input, `${conversion.layer.name}/gate`])];
}
