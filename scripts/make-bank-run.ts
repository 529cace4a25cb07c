/**
 * The numbers behind `npm run bank`: what the network makes of a photo, with and without a crate, by WebAssembly.
 * A photo is stretched to the input as the program does it.
 */
import * as tf from '@tensorflow/tfjs';
import { toInputTensor } from '../src/engine/network/inputTensor.ts';
import { loadModel } from '../src/engine/network/loadModel.ts';
import { type Crate, placeBehindCrate } from '../src/image/alter/crate.ts';
import type { RgbaPixels, RgbPixels } from '../src/image/pixels.ts';
import { resampleBilinear } from '../src/image/resample/resample.ts';
import { cardPath, prepareWasm, readBytes } from '../test/nodeEngine.ts';

export { chooseCrate } from '../src/train/bank/chooseCrate.ts';
export { shuffledOrder } from '../src/train/rows/shuffledOrder.ts';
export { cellsOff } from './make-bank-cells.ts';
export { encodeBank } from './make-bank-encode.ts';

/** What the head of the network is given, and the cells that it is the mean of. */
export interface Measured {
  /** Means over the cells, one for each channel. */
  readonly features: Float32Array;
  /** Activations of the last layer of cells: cells × channels, row by row. */
  readonly cells: Float32Array;
}

/** Opens the model on wasm. */
export async function startMeasuring() {
  prepareWasm();
  await tf.setBackend('wasm');
  await tf.ready();
  const {
    card,
    id: hash,
    model,
  } = await loadModel(cardPath, { fetchBytes: readBytes, onProgress: () => {} });
  const [pool, cells] = [findLayer(model, 'GlobalAveragePooling2D'), findLayer(model, 'ReLU')];
  const measuring = tf.model({ inputs: model.inputs, outputs: [pool, cells] });
  const { width, height } = card.input;

  /** The photo at the input's size, stretched. */
  function toInput(photo: RgbaPixels): RgbPixels {
    return resampleBilinear(photo, { x: 0, y: 0, width: photo.width, height: photo.height }, width, height);
  }

  /** @param crates are placed over the input one after the other */
  async function measure(input: RgbPixels, crates: readonly Crate[] = []): Promise<Measured> {
    const { data } = crates.reduce(placeBehindCrate, input);
    const outputs = tf.tidy(
      () => measuring.predict(toInputTensor({ width, height, data }, card.input.range)) as tf.Tensor[],
    );
    const [features, activations] = await Promise.all(outputs.map((output) => output.data<'float32'>()));
    tf.dispose(outputs);
    return { features: features!, cells: activations! };
  }

  return { card, hash, toInput, measure };
}

/** The last layer of a kind. */
function findLayer(model: tf.LayersModel, className: string): tf.SymbolicTensor {
  const layer = model.layers.findLast((candidate) => candidate.getClassName() === className);
  if (!layer) throw new Error(`the model has no ${className}`);
  return layer.output as tf.SymbolicTensor;
}
