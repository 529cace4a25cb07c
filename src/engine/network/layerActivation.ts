/** Activations as TensorFlow.js' layers name them. */
import type { ActivationFunction, Operation } from './operations.ts';

const functions: ReadonlyMap<string, ActivationFunction> = new Map([
  ['sigmoid', 'sigmoid'],
  ['softmax', 'softmax'],
  ['tanh', 'tanh'],
  ['elu', 'elu'],
  ['selu', 'selu'],
  ['softplus', 'softplus'],
  ['softsign', 'softsign'],
  ['swish', 'swish'],
  ['mish', 'mish'],
  ['gelu', 'gelu'],
  ['gelu_new', 'geluTanh'],
  ['hardSigmoid', 'hardSigmoid'],
]);

/**
 * @param name as a layer's config has it
 * @returns the operation; null for one that is not known
 */
export function activationOperation(name: string): Operation | null {
  if (name === 'linear') return { op: 'identity' };
  if (name === 'relu') return { op: 'relu', limit: Number.POSITIVE_INFINITY };
  if (name === 'relu6') return { op: 'relu', limit: 6 };
  const known = functions.get(name);
  return known ? { op: 'activation', function: known } : null;
}
