import type { Head } from './head.ts';

/** A dense layer as TensorFlow.js stores it. */
export interface ExportedWeights {
  /** dimension × units, row by row. */
  readonly kernel: Float32Array<ArrayBuffer>;
  readonly bias: Float32Array<ArrayBuffer>;
}

/** The head in float32, turned as TensorFlow.js has it, and divided by the temperature. */
export function exportedWeights(head: Head, temperature: number): ExportedWeights {
  const { units, dimension } = head;
  const kernel = new Float32Array(units * dimension);
  for (let unit = 0; unit < units; unit++) {
    for (let at = 0; at < dimension; at++) {
      kernel[at * units + unit] = head.kernel[unit * dimension + at]! / temperature;
    }
  }
  return { kernel, bias: Float32Array.from(head.bias, (value) => value / temperature) };
}

/** The other way round. */
export function headFromWeights(kernel: Float32Array, bias: Float32Array): Head {
  const units = bias.length;
  const dimension = kernel.length / units;
  const turned = new Float64Array(kernel.length);
  for (let unit = 0; unit < units; unit++) {
    for (let at = 0; at < dimension; at++) turned[unit * dimension + at] = kernel[at * units + unit]!;
  }
  return { units, dimension, kernel: turned, bias: Float64Array.from(bias) };
}
